import { ruleInWords } from '../../cdn/service-patch.ts';
import { type HttpRule, movableRules, namesOutside, type ServiceTls, says } from '../tls-facts.ts';
import { mending } from '../tls-rules.ts';
import { ifKnown, liveDistribution, type StatusFacts } from './facts.ts';
import { few, problem, type StatusFinding, warning } from './finding.ts';

/** What services do with HTTP, against where TLS ends. */
export function ofTls(facts: StatusFacts): readonly StatusFinding[] {
  const tls = ifKnown(facts.tls);
  if (tls === undefined || liveDistribution(facts) === undefined) return [];
  return [...tls.services.flatMap((service) => ofService(service, facts)), ...ofGrpc(facts)];
}

function ofService(service: ServiceTls, facts: StatusFacts): readonly StatusFinding[] {
  const edge = facts.deployed.cdn.terminateTls;
  return [
    ...byHand(service, edge, facts.environment.region),
    ...(edge ? circles(service, facts) : halfMoved(service, facts)),
  ];
}

/** Rules that do something else than their stack says. */
function byHand(service: ServiceTls, edge: boolean, region: string): readonly StatusFinding[] {
  return movableRules(service)
    .filter(({ live, answer }) => live !== answer)
    .map((rule) => {
      const message = `${service.name}: ${ruleInWords(rule)} ${says[rule.live]}, and its stack says that it ${says[rule.answer]}.`;
      const next = mending(rule, rule.answer, region);
      return edge && rule.live === 'redirect'
        ? problem('rule-redirects-by-hand', 'tls', `${message} Visitors go in circles.`, next)
        : warning('rule-changed-by-hand', 'tls', message, next);
    });
}

function circles({ name, manifest, ...service }: ServiceTls, facts: StatusFacts): readonly StatusFinding[] {
  const next = `copilot-cdn tls --env ${facts.environment.name}`;
  const rules = movableRules(service);
  const redirecting = rules.filter(({ answer, live }) => answer === 'redirect' && live === 'redirect');
  if (redirecting.length > 0)
    return [
      problem(
        'service-redirects',
        'tls',
        `${name} sends CloudFront back to HTTPS in ${counted(redirecting, rules)}: visitors go in circles.`,
        next,
      ),
    ];
  const willRedirect = (manifest?.rules ?? []).some(({ redirects, grpc }) => redirects && !grpc);
  if (!willRedirect || rules.length === 0) return [];
  return [
    warning(
      'manifest-redirects',
      'tls',
      `The manifest of ${name} redirects HTTP: its next deployment will send visitors in circles.`,
      next,
    ),
  ];
}

/** The manifest has stopped to redirect, and the stack has not: a migration that was begun. */
function halfMoved({ name, manifest, ...service }: ServiceTls, facts: StatusFacts): readonly StatusFinding[] {
  const rules = movableRules(service);
  const told = (manifest?.rules ?? []).filter(({ grpc }) => !grpc);
  const behind = rules.filter(
    ({ index, answer }) =>
      answer === 'redirect' && told.some((rule) => rule.index === index && !rule.redirects),
  );
  if (behind.length === 0) return [];
  return [
    warning(
      'redirects-undeployed',
      'tls',
      `The manifest of ${name} no longer redirects HTTP, and what is deployed does in ${counted(behind, rules)}.`,
      `copilot-cdn tls --env ${facts.environment.name}`,
      `copilot svc deploy --name ${name} --env ${facts.environment.name}`,
    ),
  ];
}

function counted(some: readonly HttpRule[], all: readonly HttpRule[]): string {
  return all.length === 1 ? 'its rule' : `${some.length} of ${all.length} rules`;
}

/** CloudFront asks for a name of a gRPC service as for all others, which no target of gRPC answers. */
function ofGrpc(facts: StatusFacts): readonly StatusFinding[] {
  const outside = namesOutside(ifKnown(facts.tls));
  const through = facts.names.filter(({ name, leadsTo }) => outside.has(name) && leadsTo === 'distribution');
  if (through.length > 0)
    return [
      warning(
        'grpc-through-cloudfront',
        'tls',
        `${few(through.map(({ name }) => name))} leads to CloudFront, and Copilot's distribution passes on no gRPC.`,
        'Lead it to the load balancer, where the DNS of the name is kept',
      ),
    ];
  if (outside.size === 0 || !facts.deployed.ingressRestricted) return [];
  return [
    warning(
      'grpc-shut-out',
      'tls',
      `Only CloudFront reaches the load balancer, and it passes on no gRPC: nobody reaches ${few([...outside])}.`,
      `copilot-cdn setup --env ${facts.environment.name} --no-restrict-ingress`,
    ),
  ];
}
