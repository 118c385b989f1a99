import { fresh } from '../../source/sandbox/scenarios/fresh.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import type { CertificateScenario } from '../../source/sandbox/scenarios/scenario.ts';

/** The example application with these certificates besides the load balancer's. */
export function withCertificates(...certificates: readonly CertificateScenario[]): Scenario {
  const own = fresh.certificates.filter(({ id }) => id === 'load-balancer');
  return { ...fresh, name: 'certificates', certificates: [...own, ...certificates] };
}

export function inEdgeRegion(
  id: string,
  names: readonly [string, ...string[]],
  change: Partial<CertificateScenario> = {},
): CertificateScenario {
  return { id, region: 'us-east-1', names, status: 'ISSUED', madeDaysAgo: 30, validForDays: 168, ...change };
}

/** Two thousand, thirty of which fit. */
export function twoThousand(): readonly CertificateScenario[] {
  return Array.from({ length: 2_000 }, (_, index) =>
    index % 66 === 19 && index < 1_980
      ? inEdgeRegion(`fits-${index}`, ['*.example.com'])
      : inEdgeRegion(`customer-${index}`, [`customer-${index}.example.net`]),
  );
}
