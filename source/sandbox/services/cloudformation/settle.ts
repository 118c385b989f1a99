import type { SandboxClock, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import { homeOf } from './engine/home.ts';
import { addStack, startOperation } from './engine/start.ts';
import { needStack, type Settings, type Stack, stacksOf, type Tags } from './stack.ts';
import { steppedClock } from './stepped-clock.ts';
import { settleParameters } from './template/parameters.ts';
import { parseTemplate } from './template/parse.ts';
import { validateTemplate } from './template/validate.ts';
import { present } from './value.ts';

const capabilities = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];
/** When the first settled stack was made unless somebody says otherwise: functions on nodejs20.x were welcome then. */
const longAgo = new Date('2024-04-02T09:00:00Z');

export interface SettledStackOptions {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** The template's text. */
  readonly template: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: Tags;
  readonly roleArn?: string;
  /** When it was made; default: long ago, a day after the account's stacks that are there already. */
  readonly at?: Date;
}

/**
 * A stack that was made some time ago: everything in it is there, distributions are deployed, nothing is waited for.
 * A function's code must lie in its bucket, a certificate must be issued, as for CloudFormation itself.
 * Throws an `Error` that names the resource when the template cannot be made.
 */
export function createSettledStack(world: World, options: SettledStackOptions): Stack {
  const clock = steppedClock(options.at ?? nextMoment(world, options.account));
  const settled = withClock(world, clock);
  const home = homeOf(settled, options.account, options.region);
  const template = parseTemplate(options.template);
  validateTemplate(template);
  const given = Object.entries(options.parameters ?? {}).map(([key, value]) => ({ key, value }));
  const settings: Settings = {
    template,
    parameters: settleParameters(template, given),
    tags: options.tags ?? {},
    capabilities,
    ...present('roleArn', options.roleArn),
  };
  const stack = addStack(home, options.name, settings);
  startOperation(home, stack, 'create', settings);
  clock.runAll();
  if (stack.status === 'CREATE_COMPLETE') return stack;
  const failed = stack.events.find((event) => event.status === 'CREATE_FAILED');
  throw new Error(
    `The stack ${options.name} cannot be made: ${failed?.logicalId ?? ''}: ${failed?.reason ?? stack.statusReason}`,
  );
}

export interface StackUpdate {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** Default: as deployed. */
  readonly template?: string;
  /** Those that change. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** Begins an update over the world's clock, as somebody else would: for a scenario with a stack mid-update. */
export function startStackUpdate(world: World, update: StackUpdate): Stack {
  const home = homeOf(world, update.account, update.region);
  const stack = needStack(home.region, update.name);
  const template = update.template === undefined ? stack.settings.template : parseTemplate(update.template);
  validateTemplate(template);
  const given = [...template.parameters.keys()].map((key) => ({
    key,
    ...present('value', update.parameters?.[key]),
    usePreviousValue: update.parameters?.[key] === undefined && stack.settings.parameters.has(key),
  }));
  const parameters = settleParameters(template, given, stack.settings.parameters);
  startOperation(
    home,
    stack,
    'update',
    { ...stack.settings, template, parameters },
    present('token', update.token),
  );
  return stack;
}

/** Stacks are made one after the other, so what a later one does to an earlier one comes later in its events too. */
function nextMoment(world: World, account: string): Date {
  const events = [...accountOf(world, account).regions.values()]
    .flatMap(stacksOf)
    .map(({ events: all }) => all.at(-1));
  const latest = Math.max(0, ...events.map((event) => event?.at.getTime() ?? 0));
  return new Date(
    Math.max(longAgo.getTime(), Math.min(latest + 86_400_000, world.clock.now().getTime() - 86_400_000)),
  );
}

/** The same world on another clock, in which nothing fails by a knob. */
function withClock(world: World, clock: SandboxClock): World {
  return { ...world, clock, knobs: { ...world.knobs, failures: new Map() } };
}
