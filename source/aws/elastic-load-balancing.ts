import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { abortable, type Connection, clients } from './connection.ts';
import { awsErrorCode, describing } from './errors.ts';

const load = () => import('./sdk/elastic-load-balancing.ts');
const loadBalancing = clients(
  'elasticloadbalancing',
  async (settings) => new (await load()).ElasticLoadBalancingV2Client(settings),
);

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly scheme: string;
  readonly securityGroups: readonly string[];
  /** `active`, `provisioning`, `active_impaired`, `failed` */
  readonly state: string;
}

export interface Listener {
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
}

export interface ListenerRule {
  readonly arn: string;
  /** A number as text, or `default`. */
  readonly priority: string;
  readonly isDefault: boolean;
  readonly hostHeaders: readonly string[];
  readonly pathPatterns: readonly string[];
  /** In the order in which they are done: `redirect`, `forward`, `fixed-response`, … */
  readonly actions: readonly ListenerAction[];
}

export interface ListenerAction {
  readonly type: string;
  /** Of a redirect: `HTTPS`, or `#{protocol}`. */
  readonly redirectsTo?: { readonly protocol: string; readonly host: string; readonly port: string };
}

/** The load balancer as it is now; undefined when there is none of that ARN. */
export async function readLoadBalancer(
  connection: Connection,
  arn: string,
  signal?: AbortSignal,
): Promise<LoadBalancer | undefined> {
  const doing = {
    ...connection,
    what: `reading the load balancer ${arn}`,
    action: 'elasticloadbalancing:DescribeLoadBalancers',
  };
  return describing(doing, async () => {
    const { DescribeLoadBalancersCommand } = await load();
    const client = await loadBalancing(connection);
    try {
      const command = new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] });
      const [found] = (await client.send(command, abortable(signal))).LoadBalancers ?? [];
      if (!found) return undefined;
      return {
        arn,
        name: found.LoadBalancerName ?? '',
        dnsName: found.DNSName ?? '',
        hostedZoneId: found.CanonicalHostedZoneId ?? '',
        scheme: found.Scheme ?? 'unknown',
        securityGroups: found.SecurityGroups ?? [],
        state: found.State?.Code ?? 'unknown',
      };
    } catch (error) {
      if (/^LoadBalancerNotFound/.test(awsErrorCode(error) ?? '')) return undefined;
      throw error;
    }
  });
}

/** All listeners of a load balancer, all pages. */
export async function listeners(
  connection: Connection,
  loadBalancerArn: string,
  signal?: AbortSignal,
): Promise<readonly Listener[]> {
  const doing = {
    ...connection,
    what: `reading the listeners of ${loadBalancerArn}`,
    action: 'elasticloadbalancing:DescribeListeners',
  };
  return describing(doing, async () => {
    const { paginateDescribeListeners } = await load();
    const client = await loadBalancing(connection);
    const found: Listener[] = [];
    const asked = { LoadBalancerArn: loadBalancerArn };
    for await (const page of paginateDescribeListeners({ client }, asked, abortable(signal))) {
      for (const { ListenerArn, Port, Protocol } of page.Listeners ?? []) {
        if (ListenerArn) found.push({ arn: ListenerArn, port: Port ?? 0, protocol: Protocol ?? 'unknown' });
      }
    }
    return found;
  });
}

/** All rules of a listener, all pages; the live state, so edits made in the console count. */
export async function listenerRules(
  connection: Connection,
  listenerArn: string,
  signal?: AbortSignal,
): Promise<readonly ListenerRule[]> {
  return describeRules(
    connection,
    `reading the rules of ${listenerArn}`,
    { ListenerArn: listenerArn },
    signal,
  );
}

/** The rules of these ARNs, whichever listener they belong to. */
export async function rulesByArn(
  connection: Connection,
  arns: readonly string[],
  signal?: AbortSignal,
): Promise<readonly ListenerRule[]> {
  if (arns.length === 0) return [];
  return describeRules(connection, 'reading listener rules', { RuleArns: [...arns] }, signal);
}

async function describeRules(
  connection: Connection,
  what: string,
  asked: { ListenerArn: string } | { RuleArns: string[] },
  signal: AbortSignal | undefined,
): Promise<readonly ListenerRule[]> {
  const doing = { ...connection, what, action: 'elasticloadbalancing:DescribeRules' };
  return describing(doing, async () => {
    const { paginateDescribeRules } = await load();
    const client = await loadBalancing(connection);
    const found: ListenerRule[] = [];
    for await (const page of paginateDescribeRules({ client }, asked, abortable(signal))) {
      found.push(...(page.Rules ?? []).flatMap(listenerRule));
    }
    return found;
  });
}

function listenerRule(rule: Rule): ListenerRule[] {
  if (!rule.RuleArn) return [];
  // AWS answers with the older `Values` beside the newer `…Config`; not every emulator does.
  const valuesOf = (field: string, config: 'HostHeaderConfig' | 'PathPatternConfig') =>
    (rule.Conditions ?? [])
      .filter(({ Field }) => Field === field)
      .flatMap((condition) => condition[config]?.Values ?? condition.Values ?? []);
  return [
    {
      arn: rule.RuleArn,
      priority: rule.Priority ?? 'default',
      isDefault: rule.IsDefault ?? false,
      hostHeaders: valuesOf('host-header', 'HostHeaderConfig'),
      pathPatterns: valuesOf('path-pattern', 'PathPatternConfig'),
      actions: [...(rule.Actions ?? [])]
        .sort((one, other) => (one.Order ?? 0) - (other.Order ?? 0))
        .map(({ Type, RedirectConfig }) => ({
          type: Type ?? 'unknown',
          ...(RedirectConfig && {
            redirectsTo: {
              protocol: RedirectConfig.Protocol ?? '#{protocol}',
              host: RedirectConfig.Host ?? '#{host}',
              port: RedirectConfig.Port ?? '#{port}',
            },
          }),
        })),
    },
  ];
}
