import { httpRules } from '../../source/cdn/service-patch.ts';
import type { Facts } from '../../source/plan/facts.ts';
import { manifestRules } from '../../source/plan/manifest-rules.ts';
import type { HttpRule, ServiceTls } from '../../source/plan/tls-facts.ts';
import {
  environmentTemplate,
  loadBalancedWebServiceTemplate,
} from '../../source/sandbox/copilot/templates.ts';
import { certificate, deployedAs, distribution, facts, manifest, workspace } from './facts-for-tests.ts';

export const environmentManifest = `${manifest}cdn:\n  certificate: ${certificate}\n`;

export interface ServiceInTest {
  readonly name: string;
  readonly redirects?: boolean;
  /** What the manifest in the workspace says; default: what is deployed. Null: there is none. */
  readonly manifest?: string | null;
  /** What the load balancer does, where that is not what is deployed. */
  readonly live?: HttpRule['live'];
  readonly additional?: number;
  readonly grpc?: boolean;
  readonly https?: boolean;
}

/** A manifest of a service with so many additional rules. */
export function manifestOf(name: string, additional = 0, more = ''): string {
  const own = /redirect_to_https: false/.test(more) ? '      redirect_to_https: false\n' : '';
  const rules = Array.from(
    { length: additional },
    (_, index) => `    - path: /part-${index + 1}\n${own}`,
  ).join('');
  const list = additional === 0 ? '' : `  additional_rules:\n${rules}`;
  return `name: ${name}\ntype: Load Balanced Web Service\nhttp:\n  path: /\n  alias: ${name}.example.com\n${more}${list}`;
}

/** The service as it is deployed, and what its manifest says. */
export function service(one: ServiceInTest): ServiceTls {
  const { name, redirects = true, additional = 0, grpc = false, https = true, live } = one;
  const more = grpc ? '  version: grpc\n' : redirects ? '' : '  redirect_to_https: false\n';
  const deployed = manifestOf(name, additional, more);
  const template = loadBalancedWebServiceTemplate({
    manifest: deployed,
    name,
    aliases: [`${name}.example.com`],
    path: '/',
    redirectToHttps: redirects,
    https,
    grpc,
    additionalRules: Array.from({ length: additional }, (_, index) => ({
      path: `/part-${index + 1}`,
      aliases: [`${name}.example.com`],
    })),
  });
  return deployedService(name, template, one.manifest === undefined ? deployed : one.manifest, live);
}

/** A service of this template, whose rules the load balancer has as the template says unless told otherwise. */
export function deployedService(
  name: string,
  template: string,
  text: string | null,
  live?: HttpRule['live'],
): ServiceTls {
  const path = `copilot/${name}/manifest.yml`;
  const origin = { file: path, folder: name, application: 'shop', environment: 'prod', variables: {} };
  const stackName = `shop-prod-${name}`;
  return {
    name,
    aliases: [`${name}.example.com`],
    ...(text !== null && { manifest: { path, text, origin, rules: manifestRules(text, origin) } }),
    stack: {
      ...facts().stack,
      name: stackName,
      id: `arn:aws:cloudformation:us-west-2:111122223333:stack/${stackName}/1`,
      template,
    },
    rules: httpRules(template).map((rule) => ({
      ...rule,
      arn: `arn:rule/${name}/${rule.index}`,
      targetGroup: `arn:group/${name}/${rule.index}`,
      live: live ?? rule.answer,
    })),
  };
}

/** An environment with its CDN and these services. */
export function tlsFacts(services: readonly ServiceTls[], terminateTls = false, only = true): Facts {
  const text = terminateTls ? `${environmentManifest}  terminate_tls: true\n` : environmentManifest;
  const publicCertificates = ['arn:aws:acm:us-west-2:111122223333:certificate/balancer'];
  const template = environmentTemplate({
    manifest: text,
    publicCertificates,
    cdn: { certificate, terminateTls },
  });
  const names = services.map(({ name }) => `${name}.example.com`);
  return {
    ...deployedAs({ ...facts(), workspace: workspace(text) }, template),
    services: services.map(({ name, aliases }) => ({ name, aliases })),
    names: names.map((name) => ({ name, leadsTo: 'distribution' })),
    distribution: distribution('Deployed'),
    tls: { services, outside: [], only },
  };
}
