import type { Shape } from '../shape.ts';

const securityGroupRules: Shape = {
  list: {
    fields: {
      cidr: 'name',
      ip_protocol: 'name',
      ports: { either: ['integer', 'text'], expected: 'a port or a range of ports' },
    },
  },
};
const subnets: Shape = { list: { fields: { id: 'text', cidr: 'text', az: 'text' } } };
const restrictive: Shape = { fields: { cdn: 'boolean', source_ips: { list: 'name' } } };
const deprecatedSecurityGroups: Shape = {
  fields: { ingress: { fields: { restrict_to: restrictive, from_vpc: 'boolean' } } },
};

/** What an environment manifest may hold (docs/copilot.md, 4.1). */
export const environmentShape: Shape = {
  fields: {
    name: 'text',
    type: 'text',
    network: {
      fields: {
        vpc: {
          fields: {
            id: 'text',
            cidr: 'text',
            subnets: { fields: { public: subnets, private: subnets } },
            security_group: { fields: { ingress: securityGroupRules, egress: securityGroupRules } },
            flow_logs: {
              either: ['boolean', { fields: { retention: 'integer' } }],
              expected: 'true, false, or a map with retention',
            },
          },
        },
      },
    },
    observability: { fields: { container_insights: 'boolean' } },
    http: {
      fields: {
        public: {
          fields: {
            certificates: { list: 'name' },
            access_logs: {
              lenient: { fields: { bucket_name: 'text', prefix: 'text' } },
              or: 'boolean',
              expected: 'true, false, or a map with bucket_name or prefix',
            },
            ssl_policy: 'text',
            ingress: restrictive,
            security_groups: deprecatedSecurityGroups,
          },
        },
        private: {
          fields: {
            subnets: { list: 'name' },
            certificates: { list: 'name' },
            ingress: { fields: { vpc: 'boolean' } },
            security_groups: deprecatedSecurityGroups,
            ssl_policy: 'text',
          },
        },
      },
    },
    cdn: {
      lenient: {
        fields: {
          certificate: 'text',
          terminate_tls: 'boolean',
          static_assets: { fields: { location: 'name', alias: 'name', path: 'name' } },
        },
      },
      or: 'boolean',
      expected: 'true, false, or a map with certificate, terminate_tls or static_assets',
    },
  },
};
