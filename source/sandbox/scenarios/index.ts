import { UserError } from '../../errors.ts';
import { busy } from './busy.ts';
import { domain } from './domain.ts';
import { fresh } from './fresh.ts';
import { httpOnly } from './http-only.ts';
import { large } from './large.ts';
import { noCertificate } from './no-certificate.ts';
import { noServices } from './no-services.ts';
import { otherAccount } from './other-account.ts';
import type { Scenario } from './scenario.ts';
import { staticAssets } from './static-assets.ts';
import { staticSite } from './static-site.ts';
import { halfMigrated, tlsMigration } from './tls-migration.ts';

/** Every scenario, the default first. A new one is a file beside this and a line here. */
const scenarios: readonly Scenario[] = [
  fresh,
  domain,
  httpOnly,
  noCertificate,
  noServices,
  otherAccount,
  staticAssets,
  staticSite,
  busy,
  large,
  tlsMigration,
  halfMigrated,
];

export const scenarioNames: readonly string[] = scenarios.map(({ name }) => name);

/** Throws `UserError` `unknown-scenario`. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  throw new UserError({
    code: 'unknown-scenario',
    message: `The sandbox has no scenario "${name}".`,
    next: [`Choose one of: ${scenarioNames.join(', ')}.`],
  });
}

export type { Scenario } from './scenario.ts';
