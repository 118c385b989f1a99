export interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly maxEntries: number;
  readonly addressFamily: 'IPv4' | 'IPv6';
}

export interface IngressRule {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidr?: string;
  readonly prefixListId?: string;
  readonly sourceGroupId?: string;
  readonly description?: string;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  ingress: readonly IngressRule[];
}
