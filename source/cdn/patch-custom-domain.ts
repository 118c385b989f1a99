import { equalPlain, type PlainValue } from '../yaml/plain-value.ts';
import { sourceAt } from '../yaml/source-at.ts';
import type { NodeEdits } from './patched-node.ts';
import type { EnvironmentCdnSettings } from './settings.ts';
import { customDomainAction, distributionHostedZone } from './template-names.ts';
import type { TemplateView } from './template-view.ts';

/** Where the managed domain's records lead: to the distribution, or to the load balancer. Inert without a domain. */
export function patchCustomDomain(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  if (!view.has(customDomainAction) || settings.records === 'as-deployed') return [];
  const on = settings.cdn !== null && settings.records !== 'load-balancer';
  const target = on
    ? { id: 'CloudFrontDistribution', name: 'DomainName', zone: distributionHostedZone }
    : {
        id: 'PublicLoadBalancer',
        name: 'DNSName',
        zone: attribute('PublicLoadBalancer', 'CanonicalHostedZoneID'),
      };
  const dns = [...customDomainAction, 'PublicAccessDNS'];
  const zone = [...customDomainAction, 'PublicAccessHostedZone'];
  const written = sourceAt(view.source, dns);
  const edits = [
    {
      path: dns,
      wanted: attribute(target.id, target.name),
      fragment: getAtt(written, target.id, target.name),
    },
    {
      path: zone,
      wanted: target.zone,
      fragment: on ? distributionHostedZone : getAtt(written, 'PublicLoadBalancer', 'CanonicalHostedZoneID'),
    },
  ].filter(({ path, wanted }) => !equalPlain(view.at(path) ?? null, wanted));
  if (edits.length === 0) return [];
  return [
    {
      logicalId: 'CustomDomainAction',
      action: 'modify',
      description: on
        ? 'Records of the domain lead to the distribution'
        : 'Records of the domain lead to the load balancer',
      resourceType: 'Custom::CustomDomainFunction',
      edits: edits.map(({ path, fragment }) => ({ op: 'replace', path, fragment })),
    },
  ];
}

function attribute(id: string, name: string): PlainValue {
  return { 'Fn::GetAtt': [id, name] };
}

/** In the form in which the template has its other one: short, short with quotes, or long. */
function getAtt(written: string | undefined, id: string, name: string): string {
  const long = /^"?Fn::GetAtt"?: *\n( *)-/.exec(written ?? '');
  if (long !== null) return `Fn::GetAtt:\n${long[1]}- ${id}\n${long[1]}- ${name}`;
  const short = /^(!GetAtt\s+)(['"]?)[A-Za-z0-9.]+(\2)$/.exec(written ?? '');
  return short === null ? `!GetAtt ${id}.${name}` : `${short[1]}${short[2]}${id}.${name}${short[3]}`;
}
