import { expect, it } from 'vitest';
import { explainFailure } from '../../source/stack/explain-failure.ts';

const handler = (text: string, code: string): string =>
  `Resource handler returned message: "${text}" (RequestToken: 5f1c, HandlerErrorCode: ${code})`;
const cause = (
  reason: string,
  logicalId = 'CloudFrontDistribution',
  resourceType = 'AWS::CloudFront::Distribution',
) => ({
  stack: 'shop-prod',
  logicalId,
  resourceType,
  reason,
  at: new Date(0),
});

const taken = handler(
  'Invalid request provided: AWS::CloudFront::Distribution: One or more of the CNAMEs you provided are already associated with a different resource. (Service: CloudFront, Status Code: 409, Request ID: 1)',
  'InvalidRequest',
);

it.each<[string, ReturnType<typeof cause>, string]>([
  ['alias-taken', cause(taken), 'One of the names already belongs to another CloudFront distribution.'],
  [
    'alias-taken',
    cause('CNAMEAlreadyExists for www.example.com'),
    'One of the names already belongs to another CloudFront distribution.',
  ],
  [
    'certificate-misses-alias',
    cause(
      handler(
        "InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add.",
        'InvalidRequest',
      ),
    ),
    'The certificate does not cover every name of the distribution.',
  ],
  [
    'certificate-unusable',
    cause(
      handler(
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
        'InvalidRequest',
      ),
    ),
    'CloudFront cannot use the certificate: it is not in us-east-1, not issued, not valid any more, or its chain is incomplete.',
  ],
  [
    'runtime-closed',
    cause(
      handler(
        'The runtime parameter of nodejs20.x is no longer supported for creating or updating AWS Lambda functions.',
        'InvalidRequest',
      ),
      'UniqueJSONValuesFunction',
      'AWS::Lambda::Function',
    ),
    'AWS no longer makes or updates functions on nodejs20.x, and UniqueJSONValuesFunction asks for it.',
  ],
  [
    'security-group-full',
    cause(
      'The maximum number of rules per security group has been reached. (Error Code: RulesPerSecurityGroupLimitExceeded)',
      'PublicHTTPLoadBalancerSecurityGroup',
      'AWS::EC2::SecurityGroup',
    ),
    "The security group PublicHTTPLoadBalancerSecurityGroup has no room: the list of CloudFront's addresses counts as 55 rules, and 60 are the default.",
  ],
  [
    'access-denied',
    cause(
      handler(
        'User: arn:aws:sts::111122223333:assumed-role/shop-prod-CFNExecutionRole/AWSCloudFormation is not authorized to perform: cloudfront:CreateDistribution on resource: * with an explicit deny',
        'AccessDenied',
      ),
    ),
    'arn:aws:sts::111122223333:assumed-role/shop-prod-CFNExecutionRole/AWSCloudFormation may not use cloudfront:CreateDistribution, which CloudFrontDistribution needs.',
  ],
  [
    'custom-resource-failed',
    cause(
      'Received response status [FAILED] from custom resource. Message returned: no zone found (See the details in CloudWatch Log Stream: 2026/11/20/[$LATEST]ab) (RequestId: 1)',
      'CustomDomainAction',
      'Custom::CustomDomainFunction',
    ),
    'The function behind DNS records of the aliases failed: no zone found.',
  ],
  [
    'not-stabilized',
    cause(handler('Exceeded attempts to wait', 'NotStabilized')),
    'CloudFront distribution was not ready in the time that CloudFormation gives it.',
  ],
  [
    'already-exists',
    cause(
      handler('Name in use', 'AlreadyExists'),
      'CloudFrontOriginAccessControl',
      'AWS::CloudFront::OriginAccessControl',
    ),
    'Origin access control exists already, outside this stack.',
  ],
  [
    'resource-failed',
    cause(handler('Something odd (Service: X, Status Code: 400, Request ID: 7)', 'InvalidRequest')),
    'CloudFront distribution failed: Something odd.',
  ],
])('explains %s', (code, failure, message) => {
  const explained = explainFailure(failure);
  expect(explained).toMatchObject({ code, message });
  expect(explained.details[0]).toContain(failure.reason);
});

it('names the aliases where they are known', () => {
  expect(explainFailure(cause(taken), { aliases: ['www.example.com'] }).message).toBe(
    'www.example.com already belongs to another CloudFront distribution.',
  );
  expect(explainFailure(cause(taken), { aliases: ['a.example.com', 'b.example.com'] }).message).toBe(
    'One of a.example.com and b.example.com already belongs to another CloudFront distribution.',
  );
});
