import { hasPublicCertificates, uniqueNames } from '../../plan/facts.ts';
import type { CertificatesKnown, SetupEnvironment, SetupKnown } from '../../wizard/setup-known.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import type { OpenEnvironment } from '../facts/read-facts.ts';

/** What the setup conversation may ask about, from the facts. */
export function setupKnown(
  opened: OpenApplication,
  environment?: OpenEnvironment,
  read: {
    readonly certificates?: CertificatesKnown;
    readonly staticFiles?: SetupEnvironment['staticFiles'];
    readonly unfinished?: SetupEnvironment['unfinished'];
  } = {},
): SetupKnown {
  const environments = opened.environments.map(({ name, region, account }) => ({ name, region, account }));
  if (environment === undefined) return { environments };
  const { facts } = environment;
  const imported = hasPublicCertificates(facts);
  const { enabled, certificate, terminateTls } = facts.deployed.cdn;
  return {
    environments,
    environment: {
      name: facts.environment.name,
      account: facts.environment.account,
      services: facts.services.map((service) => service.name),
      names: uniqueNames(facts.services),
      managedDomain: facts.application.domain !== '' && !imported,
      nameless: environment.nameless.map(({ name, defaultName, manifest }) => ({
        name,
        defaultName,
        waiting: (manifest?.aliases ?? []).length > 0,
      })),
      publicCertificates: imported,
      cdn: { enabled, terminateTls, ...(certificate !== undefined && { certificate }) },
      ingressRestricted: facts.deployed.ingressRestricted,
      certificates: read.certificates ?? nothingYet,
      staticFiles: read.staticFiles ?? {},
      managedNames: managedNames(facts),
      ...(read.unfinished !== undefined && { unfinished: read.unfinished }),
    },
  };
}

/** One label under the environment's own part of the domain (docs/copilot.md, 6.11). */
function managedNames({ application, environment }: OpenEnvironment['facts']): string[] {
  const { name, domain } = application;
  return domain === '' ? [] : [`*.${environment.name}.${name}.${domain}`];
}

export const nothingYet: CertificatesKnown = { pending: true, ranked: [], elsewhere: [] };
