import type { NameFacts } from '../facts.ts';
import { namesOutside } from '../tls-facts.ts';
import { ifKnown, type LiveDistribution, liveDistribution, type StatusFacts } from './facts.ts';
import { few, problem, type StatusFinding, warning } from './finding.ts';

/** Where names lead, what the distribution says for them, and names that nobody has deployed. */
export function ofNames(facts: StatusFacts): readonly StatusFinding[] {
  const live = liveDistribution(facts);
  return [
    ...(live === undefined ? [] : [...ofLeads(live, facts), ...ofAnswers(live, facts)]),
    ...undeployedNames(facts),
    ...servicesWithoutName(facts),
  ];
}

function ofLeads(live: LiveDistribution, facts: StatusFacts): readonly StatusFinding[] {
  const outside = namesOutside(ifKnown(facts.tls));
  const own = new Set(live.aliases.map((name) => name.toLowerCase()));
  return facts.names
    .filter(({ name }) => !outside.has(name))
    .flatMap((name) => [...ofHolder(name, own), ...ofName(name, live, facts)]);
}

function ofHolder({ name, heldBy }: NameFacts, own: ReadonlySet<string>): readonly StatusFinding[] {
  if (heldBy === undefined || own.has(name)) return [];
  return [
    problem(
      'name-on-another-distribution',
      'names',
      `${name} is with another distribution, ${heldBy.id} (${heldBy.domainName}), and CloudFront lets only one have it.`,
      `Take it off: CloudFront console, ${heldBy.id}, Alternate domain names`,
    ),
  ];
}

function ofName(found: NameFacts, live: LiveDistribution, facts: StatusFacts): readonly StatusFinding[] {
  const { name, leadsTo, through } = found;
  const record = toWrite(found, live, facts);
  switch (leadsTo) {
    case 'distribution':
      return [];
    case 'load-balancer':
      return facts.deployed.ingressRestricted
        ? [
            problem(
              'name-shut-out',
              'names',
              `${name} leads to the load balancer, which lets only CloudFront in: its visitors get no answer.`,
              record,
            ),
          ]
        : [warning('name-past-cdn', 'names', `${name} leads to the load balancer, past the CDN.`, record)];
    case 'elsewhere': {
      const way = through === undefined ? '' : ` (${through})`;
      return [
        warning(
          'name-leads-elsewhere',
          'names',
          `${name} leads neither to the distribution nor to the load balancer${way}.`,
          record,
        ),
      ];
    }
    case 'nowhere':
      return [
        problem('name-leads-nowhere', 'names', `${name} leads nowhere: DNS has no record of it.`, record),
      ];
    case 'unknown':
      return [
        warning(
          'name-unknown',
          'names',
          `DNS did not say where ${name} leads.`,
          'Look at the network, or ask another server: --resolver 1.1.1.1',
        ),
      ];
  }
}

/** Where these credentials see the zone, the setup moves the name; else it is the person's DNS provider's. */
function toWrite({ name, zone }: NameFacts, { domainName }: LiveDistribution, facts: StatusFacts): string {
  if (zone !== undefined) return `copilot-cdn setup --env ${facts.environment.name}`;
  return `Where the DNS of ${name} is kept: ${name}  CNAME  ${domainName}`;
}

function ofAnswers({ id }: LiveDistribution, facts: StatusFacts): readonly StatusFinding[] {
  const outside = namesOutside(ifKnown(facts.tls));
  return facts.answers
    .filter(({ name, well }) => !well && !outside.has(name))
    .map(({ name, text }) =>
      problem(
        'name-fails-at-edge',
        'names',
        `${id} does not answer well for ${name}: ${text}.`,
        'Look at the other findings first; the service itself: copilot svc status',
      ),
    );
}

/** The stack knows the names of the last deployment of each service. */
function undeployedNames(facts: StatusFacts): readonly StatusFinding[] {
  const told = ifKnown(facts.manifestAliases) ?? {};
  return facts.services.flatMap(({ name, aliases }) => {
    const deployed = new Set(aliases.map((alias) => alias.toLowerCase()));
    const missing = (told[name] ?? []).filter((alias) => !deployed.has(alias.toLowerCase()));
    if (missing.length === 0) return [];
    return [
      warning(
        'alias-undeployed',
        'names',
        `The manifest of ${name} gives it ${few(missing)}, and that is not deployed.`,
        `copilot svc deploy --name ${name} --env ${facts.environment.name}`,
      ),
    ];
  });
}

/** With a domain that Copilot manages, such a name stays a record to the load balancer (docs/copilot.md, 5.2). */
function servicesWithoutName(facts: StatusFacts): readonly StatusFinding[] {
  const { application, deployedManifest, deployed, services, environment } = facts;
  const certificates = ifKnown(deployedManifest)?.publicCertificates ?? [];
  if (!deployed.cdn.enabled || application.domain === '' || certificates.length > 0) return [];
  const nameless = services.filter(({ aliases }) => aliases.length === 0).map(({ name }) => name);
  if (nameless.length === 0) return [];
  return [
    warning(
      'service-without-name',
      'names',
      `${few(nameless)} ${nameless.length === 1 ? 'has' : 'have'} no http.alias, so the CDN does not answer for ${nameless.length === 1 ? 'it' : 'them'}, and Copilot refuses the next deployment of the environment.`,
      `copilot-cdn setup --env ${environment.name} --write-aliases`,
    ),
  ];
}
