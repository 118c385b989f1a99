import type { Bucket } from './bucket.ts';
import type { Certificate, CertificateRequest } from './certificate.ts';
import type { Distribution, OriginAccessControl } from './distribution.ts';
import type { EdgeFunction } from './edge-function.ts';
import type { DnsChange, HostedZone } from './hosted-zone.ts';
import type { Role } from './identity.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { LoadBalancer, TargetGroup } from './load-balancer.ts';
import type { Parameter } from './parameter.ts';
import type { PrefixList, SecurityGroup } from './security-group.ts';
import type { StackSet } from './stack-set.ts';

export interface Account {
  readonly id: string;
  readonly regions: Map<string, Region>;
  readonly roles: Map<string, Role>;
  readonly distributions: Map<string, Distribution>;
  readonly originAccessControls: Map<string, OriginAccessControl>;
  /** By ARN. */
  readonly edgeFunctions: Map<string, EdgeFunction>;
  readonly hostedZones: Map<string, HostedZone>;
  /** Changes of records, by id without `/change/`. */
  readonly dnsChanges: Map<string, DnsChange>;
  readonly buckets: Map<string, Bucket>;
}

export interface Region {
  readonly name: string;
  readonly account: string;
  readonly parameters: Map<string, Parameter>;
  /** By stack id. Deleted stacks stay, as in AWS. */
  readonly stacks: Map<string, unknown>;
  /** By name. They only tell where their instances are; the instances' stacks are stacks like any other. */
  readonly stackSets: Map<string, StackSet>;
  readonly exports: Map<string, { readonly value: string; readonly stackId: string }>;
  readonly certificates: Map<string, Certificate>;
  /** Oldest first; those of deleted certificates stay. */
  readonly certificateRequests: CertificateRequest[];
  readonly prefixLists: Map<string, PrefixList>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly loadBalancers: Map<string, LoadBalancer>;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly functions: Map<string, LambdaFunction>;
}
