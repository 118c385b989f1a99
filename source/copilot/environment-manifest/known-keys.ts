/** What an environment manifest may hold (docs/copilot.md, 4.1). `true`: a value. A list: each item has these keys. */
export type KnownKeys = { readonly [key: string]: true | KnownKeys | readonly [KnownKeys] };

const securityGroupRule: readonly [KnownKeys] = [{ cidr: true, ip_protocol: true, ports: true }];
const subnet: readonly [KnownKeys] = [{ id: true, cidr: true, az: true }];

export const knownKeys: KnownKeys = {
  name: true,
  type: true,
  network: {
    vpc: {
      id: true,
      cidr: true,
      subnets: { public: subnet, private: subnet },
      security_group: { ingress: securityGroupRule, egress: securityGroupRule },
      flow_logs: { retention: true },
    },
  },
  observability: { container_insights: true },
  http: {
    public: {
      certificates: true,
      access_logs: { bucket_name: true, prefix: true },
      ssl_policy: true,
      ingress: { cdn: true, source_ips: true },
      security_groups: { ingress: { restrict_to: { cdn: true, source_ips: true }, from_vpc: true } },
    },
    private: {
      subnets: true,
      certificates: true,
      ingress: { vpc: true },
      security_groups: { ingress: { from_vpc: true, restrict_to: { cdn: true, source_ips: true } } },
      ssl_policy: true,
    },
  },
  cdn: {
    certificate: true,
    terminate_tls: true,
    static_assets: { location: true, alias: true, path: true },
  },
};
