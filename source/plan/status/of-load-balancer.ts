import { liveDistribution, type StatusFacts } from './facts.ts';
import { few, note, problem, type StatusFinding, warning } from './finding.ts';

/** Who may reach the load balancer: by its template, and by having tried. */
export function ofLoadBalancer(facts: StatusFacts): readonly StatusFinding[] {
  if (facts.loadBalancer === undefined || liveDistribution(facts) === undefined) return [];
  const { ingressRestricted, sourceIps } = facts.deployed;
  if (ingressRestricted) return ofClosed(facts);
  return sourceIps.length > 0 ? [shutOut(facts)] : ofOpen(facts);
}

function ofClosed({ loadBalancer, deployed, environment }: StatusFacts): readonly StatusFinding[] {
  const answers = loadBalancer?.answers ?? [];
  if (answers.length === 0) return [];
  const ports = answers.map(({ port, text }) => `port ${port}: ${text}`).join(', ');
  if (deployed.sourceIps.length > 0)
    return [
      note(
        'load-balancer-reached',
        'load-balancer',
        `The load balancer answered from here (${ports}): the address of this machine is in source_ips, it seems.`,
      ),
    ];
  const groups = loadBalancer?.securityGroups ?? [];
  return [
    problem(
      'load-balancer-not-closed',
      'load-balancer',
      `The load balancer should be closed to everyone but CloudFront, and it answered from here (${ports}): somebody added a rule by hand.`,
      `See its rules: aws ec2 describe-security-groups --region ${environment.region}${groups.length === 0 ? '' : ` --group-ids ${groups.join(' ')}`}`,
      'Take out what lets others in: aws ec2 revoke-security-group-ingress',
    ),
  ];
}

function shutOut({ deployed, environment }: StatusFacts): StatusFinding {
  return problem(
    'cloudfront-shut-out',
    'load-balancer',
    `Only ${few(deployed.sourceIps)} may reach the load balancer, so CloudFront cannot.`,
    `copilot-cdn setup --env ${environment.name} --restrict-ingress`,
  );
}

function ofOpen({ deployed, environment }: StatusFacts): readonly StatusFinding[] {
  const close = `copilot-cdn setup --env ${environment.name} --restrict-ingress`;
  if (deployed.cdn.terminateTls)
    return [
      warning(
        'plain-http-open',
        'load-balancer',
        'The load balancer answers everyone over plain HTTP, because TLS ends at the edge.',
        close,
      ),
    ];
  return [
    note(
      'load-balancer-open',
      'load-balancer',
      'The load balancer is open to everyone, so visitors can get past the CDN.',
      close,
    ),
  ];
}
