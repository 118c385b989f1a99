import type { Known, StatusFacts } from './facts.ts';
import { type Part, type Severity, type StatusFinding, warning } from './finding.ts';
import { ofCertificate } from './of-certificate.ts';
import { ofDistribution } from './of-distribution.ts';
import { ofLoadBalancer } from './of-load-balancer.ts';
import { ofManifest } from './of-manifest.ts';
import { ofNames } from './of-names.ts';
import { ofStacks } from './of-stack.ts';
import { ofStaticAssets } from './of-static-assets.ts';
import { ofTls } from './of-tls.ts';

const order: readonly Severity[] = ['problem', 'warning', 'note'];

/** What is off, the worst first; docs/status.md lists all there can be. */
export function statusFindings(facts: StatusFacts): readonly StatusFinding[] {
  const all = [
    ...ofStacks(facts),
    ...ofDistribution(facts),
    ...ofCertificate(facts),
    ...ofNames(facts),
    ...ofLoadBalancer(facts),
    ...ofTls(facts),
    ...ofStaticAssets(facts),
    ...ofManifest(facts),
    ...ofUnknown(facts),
  ];
  return all.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

/** What could not be found out may be well, and nobody knows. Each reason once. */
function ofUnknown(facts: StatusFacts): readonly StatusFinding[] {
  const { distribution, certificate, tls, staticAssets, manifestAliases, deployedManifest } = facts;
  const sample = staticAssets.known ? staticAssets.value?.sample : undefined;
  const parts: readonly (readonly [Part, Known<unknown> | undefined])[] = [
    ['distribution', distribution],
    ['certificate', certificate],
    ['tls', tls],
    ['static-assets', staticAssets],
    ['static-assets', sample],
    ['names', manifestAliases],
    ['manifest', deployedManifest],
  ];
  const said = new Set<string>();
  return parts.flatMap(([part, known]) => {
    if (known === undefined || known.known || said.has(known.why)) return [];
    said.add(known.why);
    return [warning('not-known', part, known.why, ...known.next)];
  });
}

/** Notes are allowed where all is well. */
export function isWell(findings: readonly StatusFinding[]): boolean {
  return findings.every(({ severity }) => severity === 'note');
}
