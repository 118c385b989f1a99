import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SandboxOptions } from '../../source/commands/options.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import { findStack, type Stack } from '../../source/sandbox/services/cloudformation/stack.ts';
import type { ListenerRule, Region, Visit } from '../../source/sandbox/world.ts';
import { regionOf } from '../../source/sandbox/world-factory.ts';
import { openShop, type Shop } from './shop.ts';

const services = ['api', 'web', 'account', 'news', 'rpc'] as const;

/** Names that lead to the distribution, and a path of each rule. */
const pages = [
  'api.example.com/',
  'web.example.com/',
  'web.example.com/admin',
  'files.example.com/files',
  'account.example.com/',
  'news.example.com/',
];

/** The scenario of a migration with people who visit its site all the while, through the edge, over HTTP and HTTPS. */
export interface Migration extends Shop {
  readonly region: Region;
  readonly stack: (service: string) => Stack;
  /** What the load balancer does with HTTP, rule by rule: `web HTTPListenerRuleWithDomain1` → `forward`. */
  readonly rules: () => Readonly<Record<string, string>>;
  readonly rule: (service: string, suffix?: string) => ListenerRule;
  /** What visitors should never have got: circles, errors, refusals, silence. */
  readonly trouble: () => readonly string[];
  /** What was changed in service stacks beside what rules do: empty when all is well. */
  readonly strayChanges: () => readonly string[];
  readonly manifestOf: (service: string) => string;
  readonly visited: () => number;
}

export async function openMigration(
  options: SandboxOptions & { readonly scenario?: string | Scenario } = {},
): Promise<Migration> {
  const shop = await openShop({ scenario: 'tls-migration', ...options });
  const region = regionOf(shop.world, '111122223333', 'us-west-2');
  const stack = (service: string): Stack => {
    const found = findStack(region, `shop-prod-${service}`);
    if (found === undefined) throw new Error(`There is no stack of ${service}.`);
    return found;
  };
  const before = new Map(
    services.map((service) => [
      service,
      { events: stack(service).events.length, text: stack(service).settings.template.text },
    ]),
  );
  const rule = (service: string, suffix = ''): ListenerRule => {
    const arn = stack(service).resources.get(`HTTPListenerRuleWithDomain${suffix}`)?.physicalId ?? '';
    const found = [...region.loadBalancers.values()]
      .flatMap(({ listeners }) => [...listeners.values()])
      .flatMap((listener) => listener.rules.get(arn) ?? []);
    const [only] = found;
    if (only === undefined) throw new Error(`The load balancer has no rule ${arn} of ${service}.`);
    return only;
  };
  const leave = visitAllTheWhile(shop);
  return {
    ...shop,
    close: async () => {
      leave();
      await shop.close();
    },
    region,
    stack,
    rule,
    rules: () =>
      Object.fromEntries(
        services.flatMap((service) =>
          [...stack(service).resources.keys()].flatMap((logicalId) => {
            const suffix = /^HTTPListenerRuleWithDomain(\d*)$/.exec(logicalId)?.[1];
            if (suffix === undefined) return [];
            return [
              [
                `${service}${suffix}`,
                rule(service, suffix)
                  .actions.map(({ type }) => type)
                  .join(),
              ],
            ];
          }),
        ),
      ),
    trouble: () => shop.world.visits.filter(isTrouble).map(told),
    strayChanges: () =>
      services.flatMap((service) => {
        const { events, text } = before.get(service) ?? { events: 0, text: '' };
        const now = stack(service);
        const others = now.events
          .slice(events)
          .filter(({ logicalId }) => logicalId !== now.name && !isRule(logicalId))
          .map(({ logicalId, status }) => `${service}: ${logicalId} ${status}`);
        const bytes = outsideRules(now.settings.template.text) === outsideRules(text);
        return [...others, ...(bytes ? [] : [`${service}: its template changed elsewhere`])];
      }),
    manifestOf: (service) => readFileSync(join(shop.workspace, `copilot/${service}/manifest.yml`), 'utf8'),
    visited: () => shop.world.visits.filter(({ userAgent }) => userAgent === visitor).length,
  };
}

const visitor = 'a visitor';

/** A request every few milliseconds, the pages by turns, as long as the test lasts. */
function visitAllTheWhile(shop: Shop): () => void {
  const frontDoor = shop.variables.COPILOT_CDN_CONNECT_TO ?? '';
  const [hostname, port] = frontDoor.split(':');
  let number = 0;
  const timer = setInterval(() => {
    const scheme = number % 2 === 0 ? 'https' : 'http';
    const page = pages[Math.floor(number / 2) % pages.length] ?? '';
    number += 1;
    const [host = ''] = page.split('/');
    const sent = request(
      {
        hostname,
        port,
        path: `${scheme}://${page}`,
        headers: { host, 'user-agent': visitor },
        agent: false,
      },
      (answer) => answer.resume(),
    );
    // Whoever gets no answer is in the front door's log.
    sent.on('error', () => undefined);
    sent.end();
  }, 15);
  const leave = () => clearInterval(timer);
  onTestFinished(leave);
  return leave;
}

/** The redirect of an HTTPS page to HTTPS is a circle; one of HTTP is what is wanted. */
function isTrouble({ status, scheme, through, host }: Visit): boolean {
  if (host === 'rpc.example.com') return false;
  const circle = through === 'edge' && scheme === 'https' && status >= 300 && status < 400;
  return circle || status >= 500 || status === 403 || status === 0;
}

function told({ host, path, scheme, through, status, why }: Visit): string {
  return `${scheme}://${host}${path} ${through} ${status}: ${why}`;
}

function isRule(logicalId: string): boolean {
  return /^HTTPListenerRuleWithDomain\d*$/.test(logicalId);
}

/** The template without the lines of `Actions` of its rules for HTTP. */
function outsideRules(text: string): string {
  let rule = false;
  let actions = false;
  return text
    .split('\n')
    .filter((line) => {
      const key = /^ {2}(\w+):/.exec(line)?.[1];
      if (key !== undefined) rule = isRule(key);
      if (/^ {0,6}\S/.test(line)) actions = rule && /^ {6}Actions:/.test(line);
      return !actions;
    })
    .join('\n');
}

export const migrated = {
  api: 'forward',
  web: 'forward',
  web1: 'forward',
  web2: 'forward',
  account: 'forward',
  news: 'forward',
  rpc: 'redirect',
};
