import { certificateType } from './certificate.ts';
import { distributionType, originAccessControlType } from './cloudfront.ts';
import { certificateReplicatorType, certificateValidationType } from './custom/certificates.ts';
import { customDomainType } from './custom/custom-domain.ts';
import { unknownCustomResource } from './custom/custom-resource.ts';
import { dnsDelegationType } from './custom/dns-delegation.ts';
import { envControllerType } from './custom/env-controller.ts';
import { rulePriorityType } from './custom/rule-priority.ts';
import { uniqueJsonValuesType } from './custom/unique-json-values.ts';
import { securityGroupIngressType, securityGroupType } from './ec2.ts';
import { edgeFunctionType } from './edge-function.ts';
import { policyType, roleType } from './iam.ts';
import { functionType } from './lambda.ts';
import {
  listenerCertificateType,
  listenerRuleType,
  listenerType,
  loadBalancerType,
  targetGroupType,
} from './load-balancing.ts';
import { plainTypes } from './plain-types.ts';
import type { ResourceType } from './resource-type.ts';
import { hostedZoneType, recordSetGroupType, recordSetType } from './route53.ts';
import { bucketPolicyType, bucketType } from './s3.ts';
import { parameterType } from './ssm.ts';
import { unknownType } from './unknown-type.ts';

/** What CloudFormation knows about a type. One that it has never heard of is made after a moment. */
export function resourceType(type: string): ResourceType {
  const custom = type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
  return types().get(type) ?? (custom ? unknownCustomResource : unknownType);
}

let known: ReadonlyMap<string, ResourceType> | undefined;

/** Made when it is first asked for: some types start operations, and operations ask for types. */
function types(): ReadonlyMap<string, ResourceType> {
  known ??= new Map<string, ResourceType>([
    ...plainTypes,
    ['AWS::CertificateManager::Certificate', certificateType],
    ['AWS::CloudFront::Distribution', distributionType],
    ['AWS::CloudFront::Function', edgeFunctionType],
    ['AWS::CloudFront::OriginAccessControl', originAccessControlType],
    ['AWS::EC2::SecurityGroup', securityGroupType],
    ['AWS::EC2::SecurityGroupIngress', securityGroupIngressType],
    ['AWS::ElasticLoadBalancingV2::Listener', listenerType],
    ['AWS::ElasticLoadBalancingV2::ListenerCertificate', listenerCertificateType],
    ['AWS::ElasticLoadBalancingV2::ListenerRule', listenerRuleType],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', loadBalancerType],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', targetGroupType],
    ['AWS::IAM::Policy', policyType],
    ['AWS::IAM::Role', roleType],
    ['AWS::Lambda::Function', functionType],
    ['AWS::Route53::HostedZone', hostedZoneType],
    ['AWS::Route53::RecordSet', recordSetType],
    ['AWS::Route53::RecordSetGroup', recordSetGroupType],
    ['AWS::S3::Bucket', bucketType],
    ['AWS::S3::BucketPolicy', bucketPolicyType],
    ['AWS::SSM::Parameter', parameterType],
    ['Custom::CertificateReplicatorFunction', certificateReplicatorType],
    ['Custom::CertificateValidationFunction', certificateValidationType],
    ['Custom::CustomDomainFunction', customDomainType],
    ['Custom::DNSDelegationFunction', dnsDelegationType],
    ['Custom::EnvControllerFunction', envControllerType],
    ['Custom::RulePriorityFunction', rulePriorityType],
    ['Custom::UniqueJSONValuesFunction', uniqueJsonValuesType],
  ]);
  return known;
}
