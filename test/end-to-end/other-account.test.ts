import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentKeys, sandboxKeys } from '../../source/sandbox/scenarios/names.ts';
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
});
