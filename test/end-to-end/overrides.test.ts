import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openShop, type Shop } from './shop.ts';

function writeOverrides(shop: Shop, name: string, text: string): void {
  const folder = join(shop.workspace, 'copilot/environments/overrides');
  mkdirSync(folder);
  writeFileSync(join(folder, name), text);
}

describe('overrides of the team', () => {
  it('go into the resources that are new, and that is said', async () => {
    const shop = await openShop();
    writeOverrides(
      shop,
      'cfn.patches.yml',
      '- op: add\n  path: /Resources/CloudFrontDistribution/Properties/DistributionConfig/HttpVersion\n  value: http2and3\n',
    );
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes', '--dry-run']);
    expect(finished.code).toBe(0);
    const template = events.find(
      (event) => event.type === 'change' && event.kind === 'file' && event.path.endsWith('template'),
    );
    expect(template).toMatchObject({ diff: expect.stringContaining('+        HttpVersion: http2and3\n') });
    expect(events.find((event) => event.type === 'check' && event.id === 'overrides')).toMatchObject({
      verdict: 'passed',
      title: 'One patch of overrides/cfn.patches.yml goes into new resources',
    });
  });

  it('of a CDK app are said to be Copilot’s to run', async () => {
    const shop = await openShop();
    writeOverrides(shop, 'cdk.json', '{"app": "npx ts-node bin/override.ts"}\n');
    const { events } = await shop.events(['setup', '--env', 'prod', '--yes', '--dry-run']);
    expect(events.find((event) => event.type === 'check' && event.id === 'overrides')).toMatchObject({
      verdict: 'warning',
      title: expect.stringContaining('CDK app'),
    });
  });
});
