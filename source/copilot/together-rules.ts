import { pathText } from '../yaml/plain-value.ts';
import type { EnvironmentManifest } from './environment-manifest/read.ts';
import type { Finding } from './finding.ts';
import { plainAt } from './go-yaml.ts';
import { brokenRules, type Violation } from './rules.ts';
import type { RoutingRule, ServiceManifest } from './service-manifest/read.ts';

/**
 * What a service's manifest says that does not go with its environment's (docs/copilot.md, 5.3 and 5.4). Copilot finds out when
 * the one or the other is deployed; what it compares with is deployed, here it is what the manifests say.
 *
 * @param service read for that environment
 */
export function checkTogether(
  environment: EnvironmentManifest,
  service: ServiceManifest,
): readonly Finding[] {
  return brokenRules(service, [
    ({ rules, data }) =>
      rules.flatMap((rule) => [
        ...hostedZones(environment, rule),
        ...redirectWithoutHttps(environment, rule, plainAt(data, [...rule.path, 'redirect_to_https'])),
      ]),
    ({ rules, behindLoadBalancer }) =>
      (behindLoadBalancer ? rules : []).flatMap((rule) => [
        ...nameless(environment, rule),
        ...redirectLoop(environment, rule),
        ...grpc(environment, rule),
      ]),
  ]);
}

function imports({ publicCertificates, cdn }: EnvironmentManifest): boolean {
  return (publicCertificates ?? []).length > 0 || cdn.certificate !== undefined;
}

function nameless(environment: EnvironmentManifest, { path, aliases }: RoutingRule): readonly Violation[] {
  if (aliases.length > 0 || !imports(environment)) return [];
  return [
    {
      path,
      code: 'alias-missing',
      message: `${environment.name} has certificates of yours, and this rule has no name that they could be for; Copilot refuses to deploy the service there.`,
      fix: 'Add alias: the name under which the service is reached.',
    },
  ];
}

function hostedZones(environment: EnvironmentManifest, { aliases }: RoutingRule): readonly Violation[] {
  const { cdn, name } = environment;
  const paths = aliases.flatMap(({ path, hostedZone }) =>
    hostedZone === undefined ? [] : [[...path, 'hosted_zone']],
  );
  if (!imports(environment)) {
    return paths.map((path) => ({
      path,
      code: 'hosted-zone-without-certificate',
      message: `${name} has no certificate of yours, and without one Copilot refuses hosted_zone there.`,
      fix: 'Remove hosted_zone, or name a certificate in the manifest of the environment.',
    }));
  }
  if (!cdn.enabled) return [];
  return paths.map((path) => ({
    path,
    code: 'hosted-zone-with-cdn',
    message: `${name} has a CDN, and hosted_zone would have Copilot lead the name to the load balancer; it refuses that.`,
    fix: 'Remove hosted_zone, and lead the name to the distribution.',
  }));
}

function redirectLoop(environment: EnvironmentManifest, rule: RoutingRule): readonly Violation[] {
  const { cdn, name } = environment;
  if (!cdn.enabled || !cdn.terminateTls || !rule.redirectToHttps || isGrpc(rule)) return [];
  const certain = hasHttps(environment);
  // An environment overrides additional rules only all at once.
  const where = name === '' || rule.path.length > 1 ? pathText(rule.path) : `environments.${name}.http`;
  return [
    {
      path: [...rule.path, 'redirect_to_https'],
      code: 'redirect-loop',
      severity: isRefused(environment, rule) ? 'error' : 'warning',
      message: `${certain ? 'In' : 'If the application has a domain: in'} ${name} TLS ends at CloudFront, which asks the load balancer over HTTP; this rule sends it back to HTTPS, for ever.`,
      fix: `Write redirect_to_https: false under ${where}, and deploy the service before the environment.`,
    },
  ];
}

/** Whether the application has a domain stands in no manifest. */
function hasHttps({ publicCertificates }: EnvironmentManifest): boolean {
  return (publicCertificates ?? []).length > 0;
}

/** Copilot refuses to deploy such an environment when the first rule of a service redirects; it does not look at the others. */
function isRefused(environment: EnvironmentManifest, { path, redirectToHttps }: RoutingRule): boolean {
  return hasHttps(environment) && environment.ingress.cdn && redirectToHttps && path.length === 1;
}

function grpc(environment: EnvironmentManifest, rule: RoutingRule): readonly Violation[] {
  const { cdn, name } = environment;
  if (!cdn.enabled || !cdn.terminateTls || !isGrpc(rule)) return [];
  return [
    {
      path: [...rule.path, 'version'],
      code: 'grpc-behind-tls-termination',
      severity: isRefused(environment, rule) ? 'error' : 'warning',
      message: `In ${name} TLS ends at CloudFront, which asks the load balancer over HTTP; gRPC is served over HTTPS only.`,
      fix: 'Reach this service past CloudFront, or keep TLS at the load balancer.',
    },
  ];
}

function isGrpc({ version }: RoutingRule): boolean {
  return version?.toLowerCase() === 'grpc';
}

/** Without a certificate there is nothing to redirect to; whether the application has a domain stands in no manifest. */
function redirectWithoutHttps(
  environment: EnvironmentManifest,
  { path }: RoutingRule,
  written: ReturnType<typeof plainAt>,
): readonly Violation[] {
  if (written === undefined || written === null || imports(environment)) return [];
  return [
    {
      path: [...path, 'redirect_to_https'],
      code: 'redirect-without-https',
      severity: 'notice',
      message: `${environment.name} has no certificate of yours; unless the application has a domain, Copilot refuses redirect_to_https there.`,
      fix: 'Remove redirect_to_https if the application has no domain.',
    },
  ];
}
