import { renewsItself } from '../../cdn/certificate-rank.ts';
import { daysInWords, daysUntil } from '../../cdn/certificate-words.ts';
import type { FactEvent } from '../../event.ts';
import { stackStatus } from '../../stack/status.ts';
import { movableRules, namesOutside, partOf } from '../tls-facts.ts';
import { ifKnown, liveDistribution, type StatusFacts } from './facts.ts';
import type { Part, StatusFinding } from './finding.ts';

/** What is true, a row for each part; the row of a part carries the worst that was found about it. */
export function statusRows(facts: StatusFacts, findings: readonly StatusFinding[]): readonly FactEvent[] {
  const rows = [
    ofDistribution(facts),
    ofCertificate(facts),
    ofNames(facts),
    ofLoadBalancer(facts),
    ofTls(facts),
    ofStaticAssets(facts),
    ofFunctions(facts),
    ofStack(facts),
    ofManifest(facts),
  ];
  return rows.flatMap((row) => {
    if (row === undefined) return [];
    const { part, label, value, text } = row;
    return [{ type: 'fact', name: part, label, value, text, standing: standingOf(row, findings) }];
  });
}

interface Row {
  readonly part: Part;
  readonly label: string;
  readonly value: FactEvent['value'];
  readonly text: string;
  readonly unknown?: true;
}

function standingOf(
  { part, unknown }: Row,
  findings: readonly StatusFinding[],
): NonNullable<FactEvent['standing']> {
  if (unknown) return 'unknown';
  const severities = findings.filter((finding) => finding.part === part).map(({ severity }) => severity);
  return (['problem', 'warning', 'note'] as const).find((each) => severities.includes(each)) ?? 'well';
}

function notKnown(part: Part, label: string): Row {
  return { part, label, value: null, text: 'not known', unknown: true };
}

function ofDistribution(facts: StatusFacts): Row {
  const row = { part: 'distribution', label: 'Distribution' } as const;
  const { distribution, deployed } = facts;
  if (!deployed.cdn.enabled) return { ...row, value: null, text: 'none: the CDN is off' };
  if (!distribution.known) return notKnown(row.part, row.label);
  if (distribution.value === undefined) return { ...row, value: null, text: 'made with the first service' };
  if (distribution.value === 'gone') return { ...row, value: null, text: 'gone' };
  const { id, domainName, status, enabled, priceClass, webAcl } = distribution.value;
  const state = !enabled ? 'disabled' : status === 'Deployed' ? 'deployed' : 'on its way to the edge';
  const price = priceClass?.replace(/^PriceClass_/, '') ?? '';
  const classes = price === 'All' || price === '' ? 'all edges' : `price class ${price}`;
  const wall = webAcl === undefined ? 'no WAF' : `WAF ${webAcl.split('/').at(-2) ?? webAcl}`;
  return {
    ...row,
    value: [id, domainName, enabled ? status : 'Disabled', priceClass ?? '', webAcl ?? ''],
    text: `${id}  ${domainName}  ${state}, ${classes}, ${wall}`,
  };
}

function ofCertificate(facts: StatusFacts): Row | undefined {
  const row = { part: 'certificate', label: 'Certificate' } as const;
  const { certificate, now } = facts;
  if (!certificate.known) return notKnown(row.part, row.label);
  const live = liveDistribution(facts);
  if (live === undefined) return undefined;
  if (certificate.value === 'gone') return { ...row, value: live.certificateArn ?? null, text: 'gone' };
  if (certificate.value === undefined)
    return { ...row, value: null, text: `CloudFront's own, for ${live.domainName} only` };
  const { arn, domainName, notAfter, status } = certificate.value;
  const renews = renewsItself(certificate.value);
  const days = notAfter === undefined ? undefined : daysUntil(notAfter, now);
  const left = days === undefined ? status : days < 0 ? 'ended' : `${daysInWords(days)} left`;
  return {
    ...row,
    value: [arn, status, String(days ?? ''), renews ? 'renews-itself' : 'does-not-renew'],
    text: `${domainName}  ${left}, ${renews ? 'renews itself' : 'does not renew itself'}`,
  };
}

function ofNames(facts: StatusFacts): Row | undefined {
  if (facts.names.length === 0 || ifKnown(facts.distribution) === undefined) return undefined;
  const outside = namesOutside(ifKnown(facts.tls));
  const concerned = facts.names.filter(({ name }) => !outside.has(name));
  const there = concerned.filter(({ leadsTo }) => leadsTo === 'distribution').length;
  const beside =
    outside.size === 0 ? '' : `; ${outside.size} of gRPC stay${outside.size === 1 ? 's' : ''} outside`;
  return {
    part: 'names',
    label: 'Names',
    value: facts.names.map(({ name, leadsTo }) => `${name} ${leadsTo}`),
    text: `${there} of ${concerned.length} lead${concerned.length === 1 ? 's' : ''} to it${beside}`,
  };
}

function ofLoadBalancer({ loadBalancer, deployed }: StatusFacts): Row | undefined {
  if (loadBalancer === undefined) return undefined;
  const { answers } = loadBalancer;
  const tried = answers.length === 0 ? 'blocked' : 'it answers';
  const ranges = deployed.sourceIps.length;
  const who = deployed.ingressRestricted
    ? `closed to everyone but CloudFront${ranges === 0 ? '' : ` and ${ranges} ranges`}`
    : ranges === 0
      ? 'open to everyone'
      : `open to ${ranges} ranges`;
  return {
    part: 'load-balancer',
    label: 'Load balancer',
    value: [deployed.ingressRestricted ? 'closed' : 'open', answers.length === 0 ? 'blocked' : 'answers'],
    text: `${who} (tried from here: ${tried})`,
  };
}

function ofTls(facts: StatusFacts): Row | undefined {
  const row = { part: 'tls', label: 'TLS' } as const;
  const live = liveDistribution(facts);
  if (live === undefined) return undefined;
  const at = facts.deployed.cdn.terminateTls ? 'edge' : 'load-balancer';
  const floor = live.minimumProtocolVersion;
  const from = floor === undefined || live.certificateArn === undefined ? '' : `, ${floor} and up`;
  const ends = `ends at the ${at === 'edge' ? 'edge' : 'load balancer'}${from}`;
  if (!facts.tls.known)
    return { ...row, value: [at, floor ?? ''], text: `${ends}; redirects are not known`, unknown: true };
  const moving = facts.tls.value.services.filter((service) => partOf(service) === 'moves');
  const redirecting = moving.filter((service) =>
    movableRules(service).some(({ live: does }) => does === 'redirect'),
  );
  const names = redirecting.map(({ name }) => name);
  const some =
    names.length === moving.length ? 'all redirect' : `${names.length} of ${moving.length} redirect`;
  const services = moving.length === 0 ? '' : names.length === 0 ? '; no service redirects' : `; ${some}`;
  return { ...row, value: [at, floor ?? '', ...names], text: `${ends}${services}` };
}

function ofStaticAssets({ staticAssets }: StatusFacts): Row | undefined {
  const row = { part: 'static-assets', label: 'Static assets' } as const;
  if (!staticAssets.known) return notKnown(row.part, row.label);
  const assets = staticAssets.value;
  if (assets === undefined) return undefined;
  const { path, bucket, location, sample } = assets;
  const object = ifKnown(sample);
  const cause = object?.diagnosis?.cause ?? 'not-asked';
  const served =
    cause === 'served' ? object?.diagnosis?.says.replace(/^[^:]*: /, '').replace(/\.$/, '') : undefined;
  const asked =
    object === undefined
      ? ''
      : served === undefined
        ? `, ${object.key} not served`
        : `, ${object.key}: ${served}`;
  return {
    ...row,
    value: [path, bucket ?? location, object?.key ?? '', cause],
    text: `${path} from ${bucket ?? location}${asked}`,
  };
}

function ofFunctions({ deployed }: StatusFacts): Row | undefined {
  const { runtimes } = deployed;
  if (runtimes.length === 0) return undefined;
  const kinds = [...new Set(runtimes.map(({ runtime }) => runtime))].sort();
  return {
    part: 'functions',
    label: 'Functions',
    value: kinds,
    text: `${runtimes.length} in the stack, on ${kinds.join(' and ')}`,
  };
}

function ofStack({ stack }: StatusFacts): Row {
  const { name, status } = stack;
  return {
    part: 'stack',
    label: 'Stack',
    value: [name, status],
    text: `${name} ${stackStatus(status).words}`,
  };
}

function ofManifest({ manifest }: StatusFacts): Row {
  const row = { part: 'manifest', label: 'Manifest' } as const;
  if (!manifest.known) return { ...notKnown(row.part, row.label), text: 'cannot be read' };
  const { path, manifest: found } = manifest.value;
  return { ...row, value: path, text: found === undefined ? `${path} is not there` : path };
}
