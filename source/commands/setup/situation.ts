import type { FactEvent } from '../../event.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Situation, SituationRow } from '../../wizard/screen.ts';

/** Where an environment stands, in one sentence and a few rows. */
export function situationOf(facts: Facts): Situation {
  const { deployed, services, distribution, names } = facts;
  const cdn = deployed.cdn.enabled && distribution !== undefined;
  const rows: SituationRow[] = [
    {
      label: 'Services',
      value: services.length === 0 ? 'none' : services.map((service) => service.name).join('  '),
      ...(services.length === 0 && { note: 'behind a load balancer' }),
    },
    ...names.map(
      (name, index): SituationRow => ({
        label: index === 0 ? 'Names' : '',
        value: name.name,
        note: leads[name.leadsTo],
      }),
    ),
    {
      label: 'CDN',
      value: cdn ? distribution.id : deployed.cdn.enabled ? 'on, made with the first service' : 'off',
      ...(cdn && {
        note: `${distribution.domainName}, ${distribution.status === 'Deployed' ? 'at the edge' : 'on its way to the edge'}`,
      }),
    },
    ...(services.length === 0
      ? []
      : [
          {
            label: 'Load balancer',
            value: deployed.ingressRestricted ? 'closed to everyone but CloudFront' : 'open to everyone',
          },
          { label: 'TLS ends at', value: deployed.cdn.terminateTls ? 'the edge' : 'the load balancer' },
        ]),
  ];
  return { sentence: sentence(facts, cdn), rows };
}

const leads: Readonly<Record<Facts['names'][number]['leadsTo'], string>> = {
  'load-balancer': '→ load balancer',
  distribution: '→ CloudFront',
  elsewhere: '→ somewhere else',
  nowhere: '→ nowhere yet',
  unknown: '→ DNS did not say',
};

function sentence({ environment, services, names }: Facts, cdn: boolean): string {
  const { name } = environment;
  if (services.length === 0) return `${name} has no service behind a load balancer yet.`;
  if (!cdn) return `${name} is reached through its load balancer, directly.`;
  const behind = names.filter((one) => one.leadsTo === 'distribution').length;
  if (behind === names.length) return `${name} is reached through CloudFront.`;
  return `${name} has its distribution; ${behind} of ${names.length} names lead to it.`;
}

/** The same for lines and programs. */
export function situationFacts(facts: Facts): FactEvent[] {
  const { environment, deployed, services, names, distribution } = facts;
  const list = services.map((service) => service.name);
  return [
    {
      type: 'fact',
      name: 'environment',
      value: environment.name,
      text: `${environment.name} in ${environment.region}, account ${environment.account}`,
    },
    {
      type: 'fact',
      name: 'services',
      value: list,
      text:
        list.length === 0
          ? 'No service is behind a load balancer'
          : `Behind the load balancer: ${list.join(', ')}`,
    },
    ...names.map(
      (name): FactEvent => ({
        type: 'fact',
        name: 'name',
        value: [name.name, name.leadsTo],
        text: `${name.name} ${leads[name.leadsTo]}`,
      }),
    ),
    {
      type: 'fact',
      name: 'distribution',
      value: distribution?.id ?? null,
      text:
        distribution === undefined
          ? 'CDN: off'
          : `CDN: ${distribution.id}, ${distribution.domainName}, ${distribution.status}`,
    },
    {
      type: 'fact',
      name: 'load-balancer-closed',
      value: deployed.ingressRestricted,
      text: deployed.ingressRestricted
        ? 'The load balancer is closed to everyone but CloudFront'
        : 'The load balancer is open to everyone',
    },
  ];
}
