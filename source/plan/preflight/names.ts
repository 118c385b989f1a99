import { UserError } from '../../errors.ts';
import { stackStatus } from '../../stack/status.ts';
import type { Desired } from '../desired.ts';
import { type Facts, hasPublicCertificates, type NameFacts } from '../facts.ts';
import { blocking, type Check, passed, warning } from './check.ts';

/**
 * With a domain that Copilot manages, the name of a service without `http.alias` is a record in the service's own stack and goes on
 * leading to the load balancer; Copilot refuses every later environment deployment then (docs/copilot.md, 5.2).
 */
export function servicesHaveNames(facts: Facts): readonly Check[] {
  if (facts.application.domain === '' || hasPublicCertificates(facts)) return [];
  const nameless = facts.services
    .filter((service) => service.aliases.length === 0)
    .map((service) => service.name);
  if (nameless.length === 0)
    return [passed('services-have-names', 'Every service behind the load balancer has a name')];
  const { name } = facts.environment;
  const proposal = (service: string) =>
    `${service}.${name}.${facts.application.name}.${facts.application.domain}`;
  const error = new UserError({
    code: 'services-without-alias',
    message: `${nameless.join(', ')} ${nameless.length === 1 ? 'has' : 'have'} no http.alias, and with a domain of the application's own CloudFront answers for aliases only.`,
    next: nameless.map(
      (service) =>
        `Add alias: ${proposal(service)} under http: in copilot/${service}/manifest.yml, then: copilot svc deploy --name ${service} --env ${name}`,
    ),
  });
  return [blocking('services-have-names', `${nameless.join(', ')} without a name`, error)];
}

/** A distribution that answers for names must keep a certificate, or every visitor of theirs meets an error. */
export function namesKeepCertificate(facts: Facts, desired: Desired): readonly Check[] {
  const { distribution } = facts;
  if (desired.certificate !== undefined || distribution === undefined || distribution.aliases.length === 0)
    return [];
  const error = new UserError({
    code: 'certificate-needed',
    message: `${distribution.id} answers for ${distribution.aliases.join(', ')}; without a certificate it would answer for none of them.`,
    next: ['Keep one: --certificate auto, or --certificate ARN'],
  });
  return [blocking('names-keep-certificate', 'The names would be left without a certificate', error)];
}

/** AWS lets one distribution of all accounts have a name, and makes no second one with it (`CNAMEAlreadyExists`). */
export function namesAreFree(facts: Facts, desired: Desired): readonly Check[] {
  if (desired.certificate === undefined) return [];
  // While an update runs, the distribution that has the names may be the one that it is making.
  if (!stackStatus(facts.stack.status).settled) return [];
  const own = facts.distribution?.aliases ?? [];
  const asked = facts.names.filter(({ name }) => !own.includes(name));
  if (asked.length === 0) return [];
  const held = asked.filter(({ heldBy }) => heldBy !== undefined);
  if (held.length > 0) return [nameTaken(held)];
  if (!facts.distributionsListed) {
    return [
      warning('names-are-free', 'Other distributions could not be listed', {
        why: 'CloudFront refuses a name that another distribution has, and the deployment is rolled back then.',
        next: ['Have cloudfront:ListDistributions allowed to your credentials'],
      }),
    ];
  }
  const elsewhere = asked.filter(
    ({ leadsTo, through = '' }) => leadsTo === 'elsewhere' && /\.cloudfront\.net\b/.test(through),
  );
  const [first] = elsewhere;
  if (first === undefined)
    return [passed('names-are-free', 'No other distribution of this account has the names')];
  return [
    warning('names-are-free', `${first.name} leads to a distribution of another account, it seems`, {
      why: `It leads through ${first.through}. While a distribution has the name, wherever it is, CloudFront refuses it to this one and the deployment is rolled back.`,
      next: ['Take the name off that distribution first, or ask its owner to'],
    }),
  ];
}

function nameTaken(held: readonly NameFacts[]): Check {
  const told = held.map(({ name, heldBy }) => `${name} is with ${heldBy?.id} (${heldBy?.domainName})`);
  const [first] = held;
  const error = new UserError({
    code: 'name-on-another-distribution',
    message: `${told.join(', ')}. CloudFront lets only one distribution have a name, so the deployment would fail and be rolled back.`,
    next: [
      `Take ${held.length === 1 ? first?.name : 'the names'} off the other distribution's alternate domain names, then run the same command again`,
      'Visitors of the name are not served by CloudFront in between: lead it to the load balancer first',
    ],
  });
  return blocking('names-are-free', 'Another distribution has a name', error);
}
