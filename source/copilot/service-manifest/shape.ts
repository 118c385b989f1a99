import type { Fields, Shape } from '../shape.ts';

const texts: Shape = { list: 'text' };
export const textOrTexts: Shape = { lenient: texts, or: 'text', expected: 'a string or a list of strings' };

/** A list of maps; a name among them that is no map is dropped. */
const alias: Shape = {
  lenient: { list: { fields: { name: 'text', hosted_zone: 'text' } } },
  or: textOrTexts,
  expected: 'a name, a list of names, or a list of maps with name and hosted_zone',
};

const healthcheck: Shape = {
  either: [
    'name',
    {
      fields: {
        path: 'text',
        port: 'integer',
        success_codes: 'text',
        healthy_threshold: 'integer',
        unhealthy_threshold: 'integer',
        timeout: 'duration',
        interval: 'duration',
        grace_period: 'duration',
      },
    },
  ],
  expected: 'a path, or a map with path, port (a whole number), timeout (like 10s) or another key',
};

const rule: Fields = {
  path: 'text',
  version: 'text',
  healthcheck,
  stickiness: 'boolean',
  alias,
  deregistration_delay: 'duration',
  target_container: 'text',
  target_port: 'port',
  allowed_source_ips: texts,
  hosted_zone: 'text',
  redirect_to_https: 'boolean',
};

/** `http` of a Load Balanced Web Service. */
const http: Shape = {
  lenient: {
    fields: { alb: 'text', ...rule, targetContainer: 'text', additional_rules: { list: { fields: rule } } },
  },
  or: 'boolean',
  expected: 'true, false, or a map with something in it',
};

const secret: Shape = {
  either: [{ fields: { secretsmanager: 'text', from_cfn: 'text' } }, 'text'],
  expected: '',
};
const variable: Shape = { either: [{ fields: { from_cfn: 'text' } }, 'text'], expected: '' };
const imageKeys: Fields = {
  build: {
    either: [
      'text',
      {
        fields: {
          context: 'text',
          dockerfile: 'text',
          args: 'anything',
          target: 'text',
          cache_from: 'anything',
        },
      },
    ],
    expected: '',
  },
  location: 'text',
};
const healthcheckKeys: Shape = {
  fields: {
    command: 'anything',
    interval: 'anything',
    retries: 'anything',
    timeout: 'anything',
    start_period: 'anything',
  },
};
const cooldown: Shape = { fields: { in: 'anything', out: 'anything' } };
const scaling: Shape = { either: ['text', { fields: { value: 'anything', cooldown } }], expected: '' };
const overrides: Fields = { entrypoint: 'anything', command: 'anything' };
const listener: Fields = {
  port: 'text',
  healthcheck: {
    fields: {
      port: 'anything',
      healthy_threshold: 'anything',
      unhealthy_threshold: 'anything',
      timeout: 'anything',
      interval: 'anything',
      grace_period: 'anything',
    },
  },
  target_container: 'text',
  target_port: 'anything',
  ssl_policy: 'text',
  stickiness: 'anything',
  deregistration_delay: 'anything',
};

/** What does not concern the load balancer: only its keys are known. */
const elsewhere: Fields = {
  image: keys({
    ...imageKeys,
    credentials: 'text',
    labels: 'anything',
    depends_on: 'anything',
    port: 'anything',
    healthcheck: healthcheckKeys,
  }),
  ...overrides,
  cpu: 'anything',
  memory: 'anything',
  platform: keys({ osfamily: 'text', architecture: 'text' }),
  count: keys({
    spot: 'anything',
    range: {
      either: ['text', { fields: { min: 'anything', max: 'anything', spot_from: 'anything' } }],
      expected: '',
    },
    cooldown,
    cpu_percentage: scaling,
    memory_percentage: scaling,
    requests: scaling,
    response_time: scaling,
    queue_delay: { fields: { acceptable_latency: 'anything', msg_processing_time: 'anything', cooldown } },
  }),
  exec: keys({ enable: 'anything' }),
  variables: { keys: { each: variable } },
  env_file: 'anything',
  secrets: { keys: { each: secret } },
  storage: keys({
    ephemeral: 'anything',
    readonly_fs: 'anything',
    volumes: {
      each: {
        fields: {
          efs: {
            either: [
              'boolean',
              {
                fields: {
                  id: 'anything',
                  root_dir: 'text',
                  auth: { fields: { iam: 'anything', access_point_id: 'text' } },
                  uid: 'anything',
                  gid: 'anything',
                },
              },
            ],
            expected: '',
          },
          path: 'text',
          read_only: 'anything',
        },
      },
    },
  }),
  logging: keys({
    retention: 'anything',
    image: 'text',
    destination: 'anything',
    enableMetadata: 'anything',
    secretOptions: { each: secret },
    configFilePath: 'text',
    variables: { each: variable },
    secrets: { each: secret },
    env_file: 'text',
  }),
  sidecars: {
    keys: {
      each: {
        fields: {
          port: 'text',
          image: { either: ['text', { fields: imageKeys }], expected: '' },
          essential: 'anything',
          credentialsParameter: 'text',
          variables: { each: variable },
          env_file: 'text',
          secrets: { each: secret },
          mount_points: { list: { fields: { source_volume: 'text', path: 'text', read_only: 'anything' } } },
          labels: 'anything',
          depends_on: 'anything',
          healthcheck: healthcheckKeys,
          ...overrides,
        },
      },
    },
  },
  network: keys({
    vpc: {
      fields: {
        placement: {
          either: [
            'text',
            { fields: { subnets: { either: [texts, { fields: { from_tags: 'anything' } }], expected: '' } } },
          ],
          expected: '',
        },
        security_groups: {
          either: ['anything', { fields: { groups: 'anything', deny_default: 'anything' } }],
          expected: '',
        },
      },
    },
    connect: { either: ['boolean', { fields: { alias: 'text' } }], expected: '' },
  }),
  publish: keys({ topics: 'anything' }),
  taskdef_overrides: 'anything',
  nlb: keys({
    ...listener,
    alias: 'anything',
    additional_listeners: { list: { fields: listener } },
  }),
  deployment: keys({
    rolling: 'text',
    rollback_alarms: {
      either: [texts, { fields: { cpu_utilization: 'anything', memory_utilization: 'anything' } }],
      expected: '',
    },
  }),
  observability: keys({ tracing: 'text' }),
};

function keys(fields: Fields): Shape {
  return { keys: { fields } };
}

const config: Fields = { http, ...elsewhere };

/** What the manifest of a Load Balanced Web Service may hold (docs/copilot.md, 7.4). */
export const serviceShape: Shape = {
  fields: { name: 'text', type: 'text', ...config, environments: { each: { fields: config } } },
};
