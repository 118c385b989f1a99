import { type CdnOptions, cdnParts } from './cdn-parts.ts';
import { compose, type Parts } from './compose.ts';
import { generationParts } from './generations.ts';
import { sharedParts } from './shared-parts.ts';

export interface EnvironmentTemplateOptions {
  /** The version of Copilot whose shape the template has, and which `Metadata.Version` says. Default: v1.33.2. */
  readonly version?: string;
  /** The interpolated text of the manifest; absent where the environment is older than manifests. */
  readonly manifest?: string;
  /** ARNs of the load balancer's own certificates. None: the resources of a managed domain are rendered. */
  readonly publicCertificates?: readonly string[];
  readonly forceDeployId?: string;
  readonly cdn?: CdnOptions;
  readonly artifactBucket?: string;
}

/**
 * The template of an environment stack with the CDN off, in the shape of its version of Copilot: about 30 KB of YAML with
 * comments and short intrinsics.
 */
export function environmentTemplate(options: EnvironmentTemplateOptions): string {
  const [first, ...others] = options.publicCertificates ?? [];
  const managed = first === undefined;
  const shared = sharedParts(options);
  const generation = generationParts(shared.version);
  const part = (name: string, parts: Parts = {}): string =>
    compose(`environment/${name}.yml`, { ...shared, ...generation, ...parts });
  return part('environment', {
    manifest: options.manifest === undefined ? '' : literalBlock('Manifest', options.manifest),
    roles: part('roles', {
      'imported-certificates': managed ? '' : importedCertificates(options),
    }),
    network: part('network'),
    containers: part('containers'),
    'security-groups': part('security-groups'),
    'load-balancer': part('load-balancer', {
      'listener-certificate': first ?? '!Ref HTTPSCert',
      'further-certificates': lines(
        others.map((arn, index) =>
          part('further-certificate', { number: String(index + 2), 'certificate-arn': arn }),
        ),
      ),
    }),
    cdn: options.cdn === undefined ? '' : part('cdn', cdnParts(options.cdn)),
    storage: part('storage'),
    'managed-domain': managed ? part('managed-domain') : '',
    outputs: part('outputs', {
      'managed-domain-outputs': managed ? part('managed-domain-outputs') : '',
      'cdn-outputs': options.cdn === undefined ? '' : part('cdn-outputs'),
      'force-deploy-id': options.forceDeployId ?? '',
    }),
  });
}

/** Empty lines are indented as well, the one after the last line too: so Copilot writes a manifest. */
function literalBlock(key: string, text: string): string {
  return [`${key}: |`, ...text.split('\n').map((line) => `  ${line}`)].join('\n');
}

export interface LoadBalancedWebServiceTemplateOptions {
  readonly version?: string;
  /** The interpolated text of the manifest. */
  readonly manifest: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly path: string;
  /** Only with `https`: whether the HTTP rule redirects (Copilot's default) or forwards. */
  readonly redirectToHttps: boolean;
  /** Whether the load balancer has an HTTPS listener for the service. */
  readonly https: boolean;
  readonly additionalRules?: readonly RoutingRule[];
  /** The tasks speak gRPC. */
  readonly grpc?: boolean;
  readonly artifactBucket?: string;
}

export interface RoutingRule {
  readonly path: string;
  readonly aliases: readonly string[];
}

/** The template of a load balanced web service's stack. */
export function loadBalancedWebServiceTemplate(options: LoadBalancedWebServiceTemplateOptions): string {
  const rules: readonly RoutingRule[] = [options, ...(options.additionalRules ?? [])];
  const suffixes = rules.map((_, index) => (index === 0 ? '' : String(index)));
  const aliases = [...new Set(rules.flatMap((rule) => rule.aliases))];
  const kinds = options.https ? ['HTTPListenerRuleWithDomain', 'HTTPSListenerRule'] : ['HTTPListenerRule'];
  const shared = sharedParts(options);
  const part = (name: string, parts: Parts = {}): string =>
    compose(`service/${name}.yml`, { ...shared, ...parts });
  return part('service', {
    manifest: options.manifest,
    tasks: part('tasks', {
      'listener-rules': lines(suffixes.flatMap((suffix) => kinds.map((kind) => `- ${kind}${suffix}`))),
      'service-targets': lines(
        suffixes.flatMap((suffix) => [
          `- ContainerName: ${options.name}`,
          '  ContainerPort: !Ref TargetPort',
          `  TargetGroupArn: !Ref TargetGroup${suffix}`,
        ]),
      ),
    }),
    environment: part('environment', {
      // Names reach the environment only where HTTPS is on, as with Copilot.
      'controller-aliases': options.https && aliases.length > 0 ? `Aliases: ${flow(aliases)}` : '',
    }),
    'target-groups': lines(
      suffixes.map((suffix) =>
        part('target-group', {
          suffix,
          'protocol-version': options.grpc === true ? 'ProtocolVersion: GRPC' : '',
        }),
      ),
    ),
    'rule-priority': part('rule-priority'),
    rules: options.https ? httpsRules(options, rules, part) : httpRules(rules, part),
  });
}

type Part = (name: string, parts?: Parts) => string;

function httpRules(rules: readonly RoutingRule[], part: Part): string {
  return lines([
    priorities('HTTPRulePriorityAction', 'HTTP', rules, part),
    ...rules.map((rule, index) =>
      listenerRule(part, {
        id: 'HTTPListenerRule',
        protocol: 'HTTP',
        index,
        rule,
        priorityAction: 'HTTPRulePriorityAction',
        redirects: false,
        hosts: '',
      }),
    ),
  ]);
}

function httpsRules(
  options: LoadBalancedWebServiceTemplateOptions,
  rules: readonly RoutingRule[],
  part: Part,
): string {
  const named = rules.some((rule) => rule.aliases.length > 0);
  return lines([
    named ? '' : part('default-record'),
    priorities('HTTPSRulePriorityAction', 'HTTPS', rules, part),
    priorities('HTTPRuleWithDomainPriorityAction', 'HTTP', rules, part),
    ...rules.flatMap((rule, index) => {
      const hosts =
        rule.aliases.length > 0
          ? part('host-condition', { hosts: flow(rule.aliases) })
          : part('default-host-condition');
      return [
        listenerRule(part, {
          id: 'HTTPListenerRuleWithDomain',
          protocol: 'HTTP',
          index,
          rule,
          priorityAction: 'HTTPRuleWithDomainPriorityAction',
          redirects: options.redirectToHttps,
          hosts,
        }),
        listenerRule(part, {
          id: 'HTTPSListenerRule',
          protocol: 'HTTPS',
          index,
          rule,
          priorityAction: 'HTTPSRulePriorityAction',
          redirects: false,
          hosts,
        }),
      ];
    }),
  ]);
}

interface ListenerRule {
  readonly id: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly index: number;
  readonly rule: RoutingRule;
  readonly priorityAction: string;
  readonly redirects: boolean;
  readonly hosts: string;
}

function listenerRule(
  part: Part,
  { id, protocol, index, rule, priorityAction, redirects, hosts }: ListenerRule,
): string {
  const suffix = index === 0 ? '' : String(index);
  const patterns = rule.path === '/' ? ['/*'] : [rule.path, `${rule.path}/*`];
  return part('listener-rule', {
    'logical-id': id + suffix,
    description: redirects
      ? `Requests for ${rule.path} over HTTP are sent to HTTPS`
      : `Requests for ${rule.path} over ${protocol} go to the tasks`,
    protocol,
    suffix,
    action: redirects ? part('redirect-action') : part('forward-action', { suffix }),
    'host-condition': hosts,
    'path-patterns': lines(patterns.map((pattern) => `- ${pattern}`)),
    'priority-action': priorityAction,
  });
}

function priorities(logicalId: string, protocol: string, rules: readonly RoutingRule[], part: Part): string {
  return part('priority-action', {
    'logical-id': logicalId,
    protocol,
    paths: flow(rules.map((rule) => rule.path)),
  });
}

function importedCertificates(options: EnvironmentTemplateOptions): string {
  const all = [...(options.publicCertificates ?? []), ...(options.cdn ? [options.cdn.certificate] : [])];
  const arns = all.map((arn) => `- "${arn}"`);
  return compose('environment/imported-certificates.yml', { 'certificate-arns': lines(arns) });
}

/** A sequence on one line, quoted: `["/", "/api"]`. */
function flow(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}

function lines(parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(/\n+$/, ''))
    .filter((part) => part !== '')
    .join('\n');
}
