import { type Home, homeOf } from '../../../source/sandbox/services/cloudformation/engine/home.ts';
import { addStack, startOperation } from '../../../source/sandbox/services/cloudformation/engine/start.ts';
import type { Settings, Stack, Tags } from '../../../source/sandbox/services/cloudformation/stack.ts';
import {
  type SteppedClock,
  steppedClock,
} from '../../../source/sandbox/services/cloudformation/stepped-clock.ts';
import { settleParameters } from '../../../source/sandbox/services/cloudformation/template/parameters.ts';
import { parseTemplate } from '../../../source/sandbox/services/cloudformation/template/parse.ts';
import { validateTemplate } from '../../../source/sandbox/services/cloudformation/template/validate.ts';
import type { World } from '../../../source/sandbox/world.ts';
import { accountOf, createWorld, regionOf } from '../../../source/sandbox/world-factory.ts';

export const account = '111122223333';
export const region = 'us-west-2';

export interface Bench {
  readonly world: World;
  readonly clock: SteppedClock;
  readonly home: Home;
}

/** A world whose time passes only when a test says so. */
export function openBench(start = new Date('2026-11-02T10:00:00Z')): Bench {
  const clock = steppedClock(start);
  const world: World = { ...createWorld(), clock };
  return { world, clock, home: homeOf(world, account, region) };
}

export interface Wishes {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: Tags;
  /** Default: shop-prod. */
  readonly name?: string;
}

export function settingsOf(template: string, wishes: Wishes = {}): Settings {
  const parsed = parseTemplate(template);
  validateTemplate(parsed);
  const given = Object.entries(wishes.parameters ?? {}).map(([key, value]) => ({ key, value }));
  return {
    template: parsed,
    parameters: settleParameters(parsed, given),
    tags: wishes.tags ?? {},
    capabilities: ['CAPABILITY_NAMED_IAM'],
  };
}

/** Makes a stack and waits until it is there; its events so far are forgotten. */
export function makeStack({ home, clock }: Bench, template: string, wishes: Wishes = {}): Stack {
  const settings = settingsOf(template, wishes);
  const stack = addStack(home, wishes.name ?? 'shop-prod', settings);
  startOperation(home, stack, 'create', settings);
  clock.runAll();
  if (stack.status !== 'CREATE_COMPLETE') {
    throw new Error(`The stack is ${stack.status}: ${eventsOf(stack).join('\n')}`);
  }
  stack.events.length = 0;
  return stack;
}

export function startUpdate(
  { home }: Bench,
  stack: Stack,
  template: string,
  wishes: Wishes & { readonly disableRollback?: boolean } = {},
): void {
  startOperation(home, stack, 'update', settingsOf(template, wishes), {
    disableRollback: wishes.disableRollback ?? false,
  });
}

/** "Topic UPDATE_COMPLETE", with ": reason" when there is one. */
export function eventsOf(stack: Stack): readonly string[] {
  return stack.events.map(
    ({ logicalId, status, reason }) => `${logicalId} ${status}${reason === undefined ? '' : `: ${reason}`}`,
  );
}

/** Puts a text where a TemplateURL finds it. */
export function putObject(world: World, key: string, text: string): string {
  const { buckets } = accountOf(world, account);
  const bucket = buckets.get('artifacts') ?? {
    name: 'artifacts',
    region,
    created: new Date(0),
    objects: new Map(),
    tags: {},
  };
  buckets.set('artifacts', bucket);
  const object = { body: Buffer.from(text), contentType: 'text/plain', etag: '"1"', modified: new Date(0) };
  bucket.objects.set(key, object);
  return `https://artifacts.s3.${region}.amazonaws.com/${key}`;
}

/** A certificate that is issued, for these names. */
export function putCertificate(world: World, inRegion: string, names: readonly string[]): string {
  const { certificates } = regionOf(world, account, inRegion);
  const arn = `arn:aws:acm:${inRegion}:${account}:certificate/${certificates.size + 1}`;
  certificates.set(arn, {
    arn,
    domainName: names[0] ?? '',
    names,
    status: 'ISSUED',
    keyAlgorithm: 'RSA_2048',
    type: 'AMAZON_ISSUED',
    created: new Date(0),
    inUseBy: new Set(),
    tags: {},
  });
  return arn;
}
