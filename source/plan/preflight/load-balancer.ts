import { UserError } from '../../errors.ts';
import type { Desired } from '../desired.ts';
import { type Facts, prefixListId } from '../facts.ts';
import { blocking, type Check, passed, warning } from './check.ts';

/** `source_ips` without the CDN among them: CloudFront itself could not reach the load balancer. */
export function cloudFrontMayEnter(facts: Facts, desired: Desired): readonly Check[] {
  const { sourceIps, ingressRestricted } = facts.deployed;
  if (sourceIps.length === 0 || ingressRestricted || desired.restrictIngress) return [];
  const error = new UserError({
    code: 'cloudfront-shut-out',
    message: `Only ${sourceIps.join(', ')} may reach the load balancer, so CloudFront could not.`,
    next: [
      'Let CloudFront in as well: --restrict-ingress',
      'Or take http.public.ingress.source_ips out of the manifest and deploy it first',
    ],
  });
  return [blocking('cloudfront-may-enter', 'CloudFront could not reach the load balancer', error)];
}

export function prefixListKnown(facts: Facts, desired: Desired): readonly Check[] {
  if (!desired.restrictIngress) return [];
  const { region } = facts.environment;
  if (prefixListId(facts) !== undefined)
    return [passed('prefix-list', `CloudFront's addresses are known in ${region}`)];
  const error = new UserError({
    code: 'prefix-list-not-found',
    message: `The list of CloudFront's addresses could not be read in ${region}, so the load balancer cannot be closed to everyone else.`,
    next: [
      'Have ec2:DescribeManagedPrefixLists allowed to your credentials',
      'Or leave it open for now: --no-restrict-ingress',
    ],
  });
  return [blocking('prefix-list', "CloudFront's addresses are not known", error)];
}

/** Rules in one direction that a security group holds unless its account has a higher quota (AWS: L-0EA8095F). */
const rulesByDefault = 60;

/** A prefix list counts for as many rules as it may have entries: 55 of 60 with CloudFront's. */
export function rulesFit(facts: Facts, desired: Desired): readonly Check[] {
  const { prefixList, deployed } = facts;
  if (!desired.restrictIngress || deployed.ingressRestricted || prefixList === undefined) return [];
  const ranges = deployed.sourceIps.length;
  const rules = prefixList.maxEntries + ranges;
  if (rules <= rulesByDefault)
    return [passed('security-group-rules', `A security group holds the ${rules} rules that this counts for`)];
  const beside = ranges === 0 ? '' : ` and the ${ranges} ranges beside it`;
  return [
    warning('security-group-rules', `A security group would have to hold ${rules} rules`, {
      why: `CloudFront's prefix list counts for ${prefixList.maxEntries} rules${beside} for one each; without a higher quota a group holds ${rulesByDefault}, and AWS refuses the update.`,
      next: [
        'aws service-quotas get-service-quota --service-code vpc --quota-code L-0EA8095F tells yours; request-service-quota-increase raises it',
      ],
    }),
  ];
}
