import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { domain } from '../../source/sandbox/scenarios/domain.ts';
import type { Scenario } from '../../source/sandbox/scenarios/scenario.ts';
import { openShop, resultOf, type Shop } from './shop.ts';

/** A managed domain, and a service that nobody gave a name. */
const scenario: Scenario = {
  ...domain,
  environments: domain.environments.map((environment) => ({
    ...environment,
    services: environment.services.map((service) =>
      service.name === 'api' ? { ...service, aliases: [], path: '/api' } : service,
    ),
  })),
};

function manifestOf(shop: Shop): string {
  return join(shop.workspace, 'copilot/api/manifest.yml');
}

function leftOf(events: readonly Event[]): readonly string[] {
  const result = resultOf(events);
  return result?.type === 'result' ? (result.left ?? []) : [];
}

describe('a service without a name, in a domain that Copilot manages', () => {
  it('gets its default one in its manifest, for this environment only, and has to be deployed then', async () => {
    const shop = await openShop({ scenario });
    const before = readFileSync(manifestOf(shop), 'utf8');
    shop.writes();
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(4);
    const after = readFileSync(manifestOf(shop), 'utf8');
    const added = '    http:\n      alias: api.prod.shop.example.com\n';
    expect(after).toContain(`  prod:\n    count: 2\n${added}`);
    expect(after.replace(added, '')).toBe(before);
    expect(leftOf(events)).toEqual(['copilot svc deploy --name api --env prod   (or your pipeline)']);
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
  });

  it('is told to be deployed, and nothing is written again, while that is not done', async () => {
    const shop = await openShop({ scenario });
    await shop.events(['setup', '--env', 'prod', '--yes']);
    const written = readFileSync(manifestOf(shop), 'utf8');
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(4);
    expect(resultOf(events)).toMatchObject({ changed: false });
    expect(readFileSync(manifestOf(shop), 'utf8')).toBe(written);
  });

  it('is shown what would be written, and nothing is', async () => {
    const shop = await openShop({ scenario });
    const before = readFileSync(manifestOf(shop), 'utf8');
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes', '--dry-run']);
    expect(finished.code).toBe(0);
    expect(events.find((event) => event.type === 'change')).toMatchObject({
      path: 'copilot/api/manifest.yml',
      diff: expect.stringContaining('+      alias: api.prod.shop.example.com'),
    });
    expect(readFileSync(manifestOf(shop), 'utf8')).toBe(before);
  });

  it('is not touched where its manifest changed meanwhile', async () => {
    const shop = await openShop({ scenario });
    writeFileSync(manifestOf(shop), 'name: api\ntype: Load Balanced Web Service\nhttp: [\n');
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({ code: 'not-yaml' });
  });
});
