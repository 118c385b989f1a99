import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentKeys, sandboxKeys } from '../../source/sandbox/scenarios/names.ts';
import { otherAccount } from '../../source/sandbox/scenarios/other-account.ts';
import type { Scenario } from '../../source/sandbox/scenarios/scenario.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { openShop, resultOf, type Shop } from './shop.ts';

const environmentAccount = '444455556666';

/** Two profiles, as a person has them, and no credentials in the environment. */
function withProfiles({ workspace }: Shop) {
  const folder = join(workspace, '.aws');
  mkdirSync(folder);
  const keys = (id: string) =>
    `aws_access_key_id = ${id}\naws_secret_access_key = ${sandboxKeys.secretAccessKey}\n`;
  writeFileSync(
    join(folder, 'credentials'),
    `[shop]\n${keys(sandboxKeys.accessKeyId)}[production]\n${keys(environmentKeys.accessKeyId)}`,
  );
  return {
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
  };
}

/** The application's domain, in whose zones only its DNS role may write, and certificates of the team's own. */
const withDomain: Scenario = {
  ...otherAccount,
  application: { ...otherAccount.application, domain: 'example.com' },
  hostedZones: [
    ...otherAccount.hostedZones.map(({ account: _, ...zone }) => zone),
    { name: 'shop.example.com', id: 'Z0123456789EXAMPLE02' },
  ],
  certificates: otherAccount.certificates.filter(({ region }) => region !== 'us-east-1'),
};

describe('an environment in another account', () => {
  it('is not looked at from the account of the application alone', async () => {
    const shop = await openShop({ scenario: 'other-account' });
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'environment-in-another-account',
      next: [`Name a profile of account ${environmentAccount} beside them: --environment-profile NAME`],
    });
  });

  it('gets its CDN with a profile of that account beside', async () => {
    const shop = await openShop({ scenario: 'other-account' });
    const { finished, events } = await shop.events(
      ['setup', '--env', 'prod', '--yes', '--profile', 'shop', '--environment-profile', 'production'],
      { env: withProfiles(shop) },
    );
    expect(finished.stderr).toBe('');
    expect(finished.code).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, loadBalancerClosed: true });
    expect(shop.world.accounts.get(environmentAccount)?.distributions.size).toBe(1);
  });

  it('has its certificate proved in the zone of the application, by the application’s DNS role', async () => {
    const shop = await openShop({ scenario: withDomain });
    const { finished } = await shop.events(
      [
        'cert',
        'request',
        '--env',
        'prod',
        '--yes',
        '--profile',
        'shop',
        '--environment-profile',
        'production',
      ],
      { env: withProfiles(shop) },
    );
    expect(finished.stderr).toBe('');
    expect(finished.code).toBe(0);
    const [made] =
      accountOf(shop.world, environmentAccount).regions.get('us-east-1')?.certificates.values() ?? [];
    expect(made).toMatchObject({ names: ['api.example.com', 'www.example.com'], status: 'ISSUED' });
    const writes = shop.world.calls.filter(({ operation }) => operation === 'ChangeResourceRecordSets');
    expect(writes.map(({ identity }) => identity)).toEqual([
      expect.stringContaining('shop-DNSDelegationRole'),
    ]);
  });
});
