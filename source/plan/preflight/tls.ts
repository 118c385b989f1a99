import { UserError } from '../../errors.ts';
import { type Facts, loadBalancerHasHttps } from '../facts.ts';
import {
  movableRules,
  namesOutside,
  partOf,
  type ServiceTls,
  seen,
  type Termination,
  type TlsFacts,
} from '../tls-facts.ts';
import { blocking, type Check, passed, warning } from './check.ts';
import { rolesMayBeUsed, stackTakesUpdates } from './stack.ts';
import { manifestIsClean, nothingElseUndeployed } from './workspace.ts';

/** What can be known to go wrong, and what changes for others, before TLS ends somewhere else. */
export function preflightOfTls(facts: Facts, tls: TlsFacts, termination: Termination): readonly Check[] {
  return [
    ...servicesSeen(tls, termination),
    ...rulesAreCopilots(tls),
    ...httpsIsThere(facts, termination),
    ...grpcIsReached(facts, tls, termination),
    ...whatChanges(facts, termination),
    ...stackTakesUpdates(facts),
    ...rolesMayBeUsed(facts),
    ...manifestIsClean(facts),
    ...nothingElseUndeployed(facts, { terminateTls: termination === 'edge' ? true : null }),
  ];
}

/** The same for services that redirect again because the CDN goes. */
export function redirectsComeBack(tls: TlsFacts): readonly Check[] {
  return [...servicesSeen(tls, 'load-balancer'), ...rulesAreCopilots(tls)];
}

/** One of each service: what its manifest, its stack and the load balancer say, and whether it moves at all. */
function servicesSeen(tls: TlsFacts, termination: Termination): readonly Check[] {
  return [
    ...tls.services.map((service) => serviceSeen(service, termination)),
    ...tls.outside.map(({ name, why }) =>
      passed(
        'tls-services',
        why === 'own-load-balancer'
          ? `${name} has a load balancer of its own, and is outside of the CDN`
          : `${name} is not behind the load balancer`,
      ),
    ),
  ];
}

function serviceSeen(service: ServiceTls, termination: Termination): Check {
  const { name } = service;
  switch (partOf(service)) {
    case 'no-stack':
      return warning('tls-services', `${name} has no stack`, {
        why: 'The environment names it as one of the services behind its load balancer, and no stack of that name is there.',
        next: ['When it was deleted by hand, copilot svc delete takes it out of the environment as well'],
      });
    case 'no-https':
      return passed('tls-services', `${name} has no HTTPS at the load balancer: nothing of it redirects`);
    case 'grpc':
      return passed('tls-services', `${name} speaks gRPC, stays as it is`);
    case 'moves':
      return moving(service, termination);
  }
}

function moving(service: ServiceTls, termination: Termination): Check {
  const { name } = service;
  const { manifest, template, live, agree } = seen(service);
  const rules = movableRules(service).length;
  const count = rules === 1 ? '' : `, ${rules} rules`;
  const told = `${name}: the manifest ${manifest}, the stack ${template}, the load balancer ${live}${count}`;
  if (service.manifest === undefined) {
    return warning('tls-services', told, {
      why: `Wherever its manifest is, the next deployment from there makes the rules what it says.`,
      next: [`Write redirect_to_https: ${termination === 'edge' ? 'false' : 'true'} there as well`],
    });
  }
  if (agree) return passed('tls-services', `${name} ${live} HTTP${count}`);
  return warning('tls-services', told, {
    why: 'They do not agree: somebody began by hand, or changed a rule. What the load balancer does counts.',
  });
}

/** A rule that an override wrote in another way is left to whoever wrote it. */
function rulesAreCopilots(tls: TlsFacts): readonly Check[] {
  const other = tls.services.flatMap((service) =>
    movableRules(service).flatMap((rule) =>
      rule.answer === 'other' && rule.live !== 'forward' ? `${service.name}: ${rule.logicalId}` : [],
    ),
  );
  if (other.length === 0) return [passed('tls-rules', "Every rule is written as Copilot's own")];
  const error = new UserError({
    code: 'rule-not-plain',
    message: `${other.length === 1 ? 'A listener rule does' : `${other.length} listener rules do`} more than redirect or forward, so ${other.length === 1 ? 'it is' : 'they are'} not written anew.`,
    next: ['Change it where it comes from, the overrides of the service, so that it forwards HTTP'],
    details: other,
  });
  return [blocking('tls-rules', 'A listener rule does something else', error)];
}

/** Without HTTPS at the load balancer, CloudFront can ask it over HTTP only. */
function httpsIsThere(facts: Facts, termination: Termination): readonly Check[] {
  if (termination === 'edge' || loadBalancerHasHttps(facts)) return [];
  const error = new UserError({
    code: 'load-balancer-without-https',
    message: `The load balancer of ${facts.environment.name} has no certificate, so TLS cannot end there.`,
    next: [
      'Give it one first: http.public.certificates in the manifest of the environment, deployed with Copilot',
    ],
  });
  return [blocking('tls-needs-https', 'The load balancer has no HTTPS', error)];
}

/** A name of a gRPC service that leads to CloudFront is asked for over HTTP like all others. */
function grpcIsReached(facts: Facts, tls: TlsFacts, termination: Termination): readonly Check[] {
  const outside = namesOutside(tls);
  if (termination !== 'edge' || outside.size === 0) return [];
  const through = facts.names.filter(({ name, leadsTo }) => outside.has(name) && leadsTo === 'distribution');
  const closed = facts.deployed.ingressRestricted;
  if (through.length === 0 && !closed)
    return [passed('tls-grpc', 'gRPC is asked for at the load balancer, as before')];
  const why =
    through.length > 0
      ? `${through.map(({ name }) => name).join(', ')} leads to CloudFront, whose requests get a redirect there without end. Copilot's distribution passes on no gRPC in either case.`
      : 'Only CloudFront reaches the load balancer, and it passes on no gRPC: nobody reaches the service. copilot env deploy refuses such an environment.';
  return [
    warning('tls-grpc', 'gRPC does not come through CloudFront', {
      why,
      next: ['Let the name lead to a load balancer that is open to its clients'],
    }),
  ];
}

/** What visitors and services notice. */
function whatChanges(facts: Facts, termination: Termination): readonly Check[] {
  if (termination !== 'edge') return [];
  const direct = facts.names.filter(({ leadsTo }) => leadsTo === 'load-balancer').map(({ name }) => name);
  const open = !facts.deployed.ingressRestricted;
  return [
    warning('tls-changes', 'CloudFront asks the services over HTTP from then on', {
      why: 'A service that looks at X-Forwarded-Proto sees http: if it redirects to HTTPS by itself, sets cookies as Secure only then, or sends HSTS only then, tell it that TLS ends in front of it. Health checks stay as they are. Between CloudFront and the load balancer requests are not encrypted.',
    }),
    ...(open
      ? [
          warning('tls-plain-http', 'The load balancer answers plain HTTP to everyone', {
            why: `Whoever asks it directly gets the page over HTTP, no redirect any more${direct.length === 0 ? '' : `: visitors of ${direct.join(', ')}, for one`}. Through CloudFront HTTP is sent to HTTPS at the edge.`,
            next: ['Close it to everyone but CloudFront: copilot-cdn setup --restrict-ingress'],
          }),
        ]
      : []),
  ];
}
