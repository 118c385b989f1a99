import { compose, type Parts } from './compose.ts';

/** What some versions of Copilot write into an environment's template, and others do not. */
export function generationParts(version: string): Parts {
  const since = (first: string, text: string) => (isAtLeast(version, first) ? text : '');
  const until = (first: string, text: string) => (isAtLeast(version, first) ? '' : text);
  const file = (name: string) => compose(`environment/${name}.yml`, {});
  return {
    'execution-role-principals': until('v1.28.0', "- 'lambda.amazonaws.com'"),
    'log-resource-policy': since('v1.29.0', file('log-resource-policy')),
    'managed-aliases': since('v1.32.0', '- !Condition CreateALB'),
    'load-balancer-attributes': since('v1.32.0', file('load-balancer-attributes')),
    'list-by-namespace': since('v1.32.0', '"ecs:ListServicesByNamespace",'),
    'session-statement': since('v1.32.0', file('session-statement')),
    'database-statement': since('v1.32.0', file('database-statement')),
    // In that one version only.
    'zone-of-records': version === 'v1.32.0' ? 'EnvHostedZoneId: !Ref EnvironmentHostedZone' : '',
    runtime: isAtLeast(version, 'v1.33.0') ? 'nodejs20.x' : 'nodejs16.x',
  };
}

/** A version that is no version (a build of somebody's own) is taken for the newest. */
function isAtLeast(version: string, first: string): boolean {
  return !/^v\d/.test(version) || version.localeCompare(first, 'en', { numeric: true }) >= 0;
}
