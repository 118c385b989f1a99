import { describe, expect, it } from 'vitest';
import type { Facts } from '../../source/plan/facts.ts';
import { migrationBegun } from '../../source/plan/tls-begun.ts';
import type { ServiceTls } from '../../source/plan/tls-facts.ts';
import { service, tlsFacts } from './tls-facts-for-tests.ts';

const changeSet = (name: string) => `arn:aws:cloudformation:us-west-2:111122223333:changeSet/${name}/1`;
const ours = changeSet('copilot-cdn-1a2b');
const copilots = changeSet('copilot-3c4d');

function deployed(one: ServiceTls, changeSetId: string, minute: number): ServiceTls {
  return one.stack === undefined
    ? one
    : { ...one, stack: { ...one.stack, changeSetId, lastUpdated: `2026-11-26T10:${minute}:00.000Z` } };
}

function withEnvironment(facts: Facts, changeSetId: string, minute: number): Facts {
  return { ...facts, stack: { ...facts.stack, changeSetId, lastUpdated: `2026-11-26T10:${minute}:00.000Z` } };
}

const forwarding = service({ name: 'api', redirects: false });
const redirecting = service({ name: 'api' });

describe('a migration that was begun elsewhere', () => {
  it.each<[string, Facts, string | undefined]>([
    ['a service forwards by our doing', tlsFacts([deployed(forwarding, ours, 20)]), 'edge'],
    [
      'a service forwards because its team wants it',
      tlsFacts([deployed(forwarding, copilots, 20)]),
      undefined,
    ],
    ['a service redirects again', tlsFacts([deployed(redirecting, ours, 20)]), undefined],
    ['TLS ends at the edge', tlsFacts([deployed(forwarding, ours, 20)], true), undefined],
    [
      'the environment went back later',
      withEnvironment(tlsFacts([deployed(forwarding, ours, 20)]), ours, 30),
      'load-balancer',
    ],
    [
      'the environment was set up earlier',
      withEnvironment(tlsFacts([deployed(forwarding, ours, 20)]), ours, 10),
      'edge',
    ],
  ])('%s', (_, facts, termination) => {
    expect(migrationBegun(facts)).toBe(termination);
  });
});
