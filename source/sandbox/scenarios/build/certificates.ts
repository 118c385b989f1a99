import type { World } from '../../world.ts';
import { regionOf } from '../../world-factory.ts';
import { certificateArn, environmentAccount } from '../names.ts';
import type { Scenario } from '../scenario.ts';

const dayMilliseconds = 86_400_000;

export function addCertificates(world: World, scenario: Scenario): void {
  const now = world.clock.now().getTime();
  const inDays = (days: number) => new Date(now + days * dayMilliseconds);
  for (const certificate of scenario.certificates) {
    const arn = certificateArn(scenario, certificate.id);
    const made = inDays(-certificate.madeDaysAgo);
    const over =
      certificate.validForDays === undefined ? undefined : inDays(awayFromNow(certificate.validForDays));
    regionOf(world, environmentAccount(scenario), certificate.region).certificates.set(arn, {
      arn,
      domainName: certificate.names[0],
      names: certificate.names,
      status: certificate.status,
      keyAlgorithm: certificate.keyAlgorithm ?? 'RSA_2048',
      type: certificate.type ?? 'AMAZON_ISSUED',
      created: made,
      ...(over === undefined ? {} : { notBefore: made, notAfter: over }),
      inUseBy: new Set(),
      tags: {},
    });
  }
}

/** An hour more than full days, so that "in 211 days" and "12 days ago" stay true while the sandbox runs. */
function awayFromNow(days: number): number {
  return days + Math.sign(days) / 24;
}
