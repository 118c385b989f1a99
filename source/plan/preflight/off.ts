import { UserError } from '../../errors.ts';
import { type Facts, loadBalancerHasHttps } from '../facts.ts';
import { fateOf, namesAway } from '../name-leads.ts';
import { isGone, type TakeDown } from '../off/take-down.ts';
import { blocking, type Check, passed, warning } from './check.ts';
import { rolesMayBeUsed, stackTakesUpdates } from './stack.ts';
import { redirectsComeBack } from './tls.ts';
import { nothingElseUndeployed } from './workspace.ts';

/** What can be known to go wrong, and what ends for visitors, before a CDN is taken down. */
export function preflightOfOff(facts: Facts, wanted: TakeDown): readonly Check[] {
  if (!facts.deployed.cdn.enabled) return [];
  return [
    ...visitorsMayEnter(facts),
    ...httpsIsLeft(facts, wanted),
    ...filesEnd(facts),
    ...namesElsewhere(facts),
    ...whatEnds(facts),
    ...(wanted.redirects && facts.tls !== undefined ? redirectsComeBack(facts.tls) : []),
    ...stackTakesUpdates(facts),
    ...rolesMayBeUsed(facts),
    ...nothingElseUndeployed(facts, { cdn: false, restrictIngress: false }),
  ];
}

/** `source_ips` let some in beside CloudFront; without it, only those. */
function visitorsMayEnter(facts: Facts): readonly Check[] {
  const { sourceIps } = facts.deployed;
  if (sourceIps.length === 0) return [];
  const { name } = facts.environment;
  const error = new UserError({
    code: 'visitors-shut-out',
    message: `Without CloudFront only ${sourceIps.join(', ')} would reach the load balancer of ${name}, and all other visitors nothing.`,
    next: [
      'Take http.public.ingress.source_ips out of the manifest of the environment, and deploy it with Copilot',
      `Then: copilot-cdn off --env ${name}`,
    ],
  });
  return [blocking('off-visitors', 'Visitors would be shut out', error)];
}

/** Whoever comes by HTTPS, and browsers do, would find nothing. */
function httpsIsLeft(facts: Facts, { httpOnly }: TakeDown): readonly Check[] {
  if (loadBalancerHasHttps(facts)) return [passed('off-https', 'The load balancer speaks HTTPS by itself')];
  const { name } = facts.environment;
  const secured = namesAway(facts, 'load-balancer').map((one) => one.name);
  if (secured.length === 0 || facts.deployed.cdn.certificate === undefined) return [];
  if (httpOnly)
    return [
      warning('off-https', 'Only plain HTTP is left', {
        why: `The load balancer has no certificate: whoever asks for ${secured.join(', ')} over HTTPS gets no answer, and browsers that remember it (HSTS) ask for nothing else.`,
      }),
    ];
  const error = new UserError({
    code: 'load-balancer-without-https',
    message: `The load balancer of ${name} has no certificate, so visitors who come by HTTPS, as browsers do, would get no answer.`,
    next: [
      'Give it one first: http.public.certificates in the manifest of the environment, deployed with Copilot',
      `Or leave them with plain HTTP, knowing that: copilot-cdn off --env ${name} --http-only`,
    ],
  });
  return [blocking('off-https', 'The load balancer has no HTTPS', error)];
}

/** Said before, because nothing behind the load balancer answers for these paths. */
function filesEnd(facts: Facts): readonly Check[] {
  const { staticAssets } = facts.deployed.cdn;
  if (staticAssets === undefined) return [];
  const { alias, path, location } = staticAssets;
  const own = alias !== '' && fateOf(facts, alias.toLowerCase()) === 'goes';
  const policy = facts.staticFiles?.bucket?.policy;
  return [
    warning('off-static', `${path} is served no more`, {
      why: `Files under it come from ${location} through the distribution; the load balancer passes those paths to the services.${own ? ` ${alias} has nothing else to lead to: its record goes.` : ''} The bucket and its files stay.`,
      next: ['Serve them from somewhere else first, where pages link to them'],
    }),
    ...(policy?.known === true
      ? []
      : [
          warning('off-bucket-policy', 'The policy of the bucket may not be read', {
            why: 'A statement in it may go on naming the distribution. Once that is deleted it lets nobody in.',
            next: [`Have ${policy?.action ?? 's3:GetBucketPolicy'} and s3:PutBucketPolicy allowed`],
          }),
        ]),
  ];
}

/** What lies before CloudFront cannot be seen from DNS. */
function namesElsewhere(facts: Facts): readonly Check[] {
  const away = namesAway(facts, 'load-balancer');
  const elsewhere = facts.names.filter(
    (name) => name.leadsTo === 'elsewhere' && !away.includes(name) && fateOf(facts, name.name) === 'moves',
  );
  if (elsewhere.length === 0) return [];
  return elsewhere.map(({ name, through }) =>
    warning('off-names-elsewhere', `${name} leads to something else`, {
      why: `${through ?? 'It leads neither to the distribution nor to the load balancer'}. If what it leads to asks the distribution, it will get nothing any more.`,
      next: ['Let it ask the load balancer first'],
    }),
  );
}

function whatEnds({ distribution }: Facts): readonly Check[] {
  if (distribution === undefined) return [];
  if (isGone({ distribution }))
    return [
      warning('off-changes', `${distribution.id} is gone already: somebody deleted it past its stack`, {
        why: 'Names that lead to it lead to nothing. They are led to the load balancer, and the stack forgets what is left of the CDN.',
      }),
    ];
  return [
    warning('off-changes', 'Visitors come to the load balancer directly from then on', {
      why: `With ${distribution.id} goes everything that was set on it by hand: a web ACL, logs, functions. Its own name, ${distribution.domainName}, leads nowhere afterwards; a new distribution gets another one.`,
    }),
  ];
}
