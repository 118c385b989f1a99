import { cloudFrontPrefixListName } from '../prefix-lists.ts';
import { coversHost, matchesWildcard } from '../wildcard.ts';
import type { IngressRule, Listener, ListenerAction, ListenerRule, LoadBalancer, Region } from '../world.ts';
import type { Answer, Silence, Visitor } from './visitor.ts';

const ports = { http: 80, https: 443 } as const;
const headers = { server: 'awselb/2.0', 'content-type': 'text/plain; charset=utf-8' };

/** What a load balancer answers: who may enter, then the listener, then its first rule that matches. */
export function askLoadBalancer(
  region: Region,
  balancer: LoadBalancer,
  visitor: Visitor,
  port: number = ports[visitor.scheme],
): Answer | Silence {
  if (!mayEnter(region, balancer, visitor, port)) return { silent: 'dropped', why: 'security group closed' };
  const listener = [...balancer.listeners.values()].find((candidate) => candidate.port === port);
  if (listener === undefined) return { silent: 'refused', why: `no listener on port ${port}` };
  if (listener.protocol !== visitor.scheme.toUpperCase()) {
    return { silent: 'refused', why: `the listener on port ${port} speaks ${listener.protocol}` };
  }
  if (visitor.from === 'cloudfront' && !isCovered(region, listener, visitor)) {
    return { silent: 'refused', why: `no certificate on the listener covers ${visitor.host}` };
  }
  const rules = [...listener.rules.values()].sort((left, right) => left.priority - right.priority);
  const rule = rules.find((candidate) => ruleMatches(candidate, visitor));
  const actions = rule?.actions ?? listener.defaultActions;
  const place = rule === undefined ? 'default rule' : `rule ${rule.priority}`;
  return perform(region, actions.at(-1), visitor, place, port);
}

function mayEnter(region: Region, balancer: LoadBalancer, visitor: Visitor, port: number): boolean {
  return balancer.securityGroups
    .flatMap((id) => region.securityGroups.get(id)?.ingress ?? [])
    .some((rule) => isForPort(rule, port) && isForVisitor(region, rule, visitor));
}

function isForPort({ protocol, fromPort, toPort }: IngressRule, port: number): boolean {
  return protocol === '-1' || (fromPort <= port && port <= toPort);
}

/** Anybody comes through a rule for everywhere; CloudFront also through its prefix list. */
function isForVisitor(region: Region, rule: IngressRule, visitor: Visitor): boolean {
  if (rule.cidr === '0.0.0.0/0') return true;
  if (visitor.from !== 'cloudfront' || rule.prefixListId === undefined) return false;
  return region.prefixLists.get(rule.prefixListId)?.name === cloudFrontPrefixListName;
}

/**
 * CloudFront closes a TLS connection to an origin whose certificate names neither the origin nor the forwarded host.
 * A certificate that the world does not know is taken to be fine.
 */
function isCovered(region: Region, listener: Listener, visitor: Visitor): boolean {
  if (listener.protocol !== 'HTTPS') return true;
  const certificates = listener.certificates.map((arn) => region.certificates.get(arn));
  return certificates.some((certificate) => {
    const names = certificate?.names;
    return names === undefined || names.some((name) => coversHost(name, visitor.host));
  });
}

function ruleMatches(rule: ListenerRule, visitor: Visitor): boolean {
  return rule.conditions.every(({ field, values }) => {
    switch (field) {
      case 'host-header':
        return values.some((pattern) => matchesWildcard(pattern, visitor.host, 'either-case'));
      case 'path-pattern':
        return values.some((pattern) => matchesWildcard(pattern, visitor.path, 'exact'));
      case 'source-ip':
        return values.includes('0.0.0.0/0');
      default:
        return false;
    }
  });
}

function perform(
  region: Region,
  action: ListenerAction | undefined,
  visitor: Visitor,
  place: string,
  port: number,
): Answer {
  const through = 'load-balancer';
  switch (action?.type) {
    case 'forward': {
      const group = [...region.targetGroups.values()].find(({ arn }) => arn === action.targetGroupArn);
      if (group === undefined) {
        return {
          status: 503,
          headers,
          body: '503 Service Temporarily Unavailable',
          through,
          why: `${place}: no target`,
        };
      }
      return {
        status: 200,
        headers,
        body: group.answers,
        through,
        why: `${place}: forwarded to ${group.name}`,
      };
    }
    case 'redirect': {
      const location = redirectLocation(action, visitor, port);
      const status = action.statusCode === 'HTTP_301' ? 301 : 302;
      return { status, headers: { ...headers, location }, body: '', through, why: `${place}: redirect rule` };
    }
    case 'fixed-response': {
      const status = Number(action.statusCode);
      return { status, headers, body: action.body, through, why: `${place}: fixed response` };
    }
    default:
      return { status: 503, headers, body: '', through, why: `${place}: no action` };
  }
}

/** `#{path}` comes without its first slash; the port is always written, as load balancers do. */
function redirectLocation(
  action: Extract<ListenerAction, { type: 'redirect' }>,
  visitor: Visitor,
  port: number,
): string {
  const fill = (text: string) =>
    text
      .replaceAll('#{protocol}', visitor.scheme)
      .replaceAll('#{host}', visitor.host)
      .replaceAll('#{port}', String(port))
      .replaceAll('#{path}', visitor.path.slice(1))
      .replaceAll('#{query}', visitor.query);
  const query = fill(action.query);
  const target = `${fill(action.protocol).toLowerCase()}://${fill(action.host)}:${fill(action.port)}${fill(action.path)}`;
  return query === '' ? target : `${target}?${query}`;
}
