import fc from 'fast-check';
import type { PlainMap, PlainValue } from '../../../source/yaml/plain-value.ts';

/** What manifests say, Copilot's own fields and what else people write into them. */

function any(...values: readonly PlainValue[]): fc.Arbitrary<PlainValue> {
  return fc.constantFrom<PlainValue>(...values);
}

const truth = any(true, false, true, false, 'yes', 'off', null);
const arn = any(
  'arn:aws:acm:us-east-1:123456789012:certificate/aaaaaaaa-1111-2222-3333-444444444444',
  'arn:aws:acm:us-east-1:123456789012:certificate/bbbbbbbb-1111-2222-3333-444444444444',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
  '${CERTIFICATE}',
);
const ranges = list(any('10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'), 1, 3);
const name = any('api', 'web.example.com', '*.example.com', "it's", 'x y', '');

function list(
  items: fc.Arbitrary<PlainValue>,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<PlainValue> {
  return fc.array(items, { minLength, maxLength });
}

/** Any of the keys, in this order; without `always`, perhaps none. */
function map(
  fields: Readonly<Record<string, fc.Arbitrary<PlainValue>>>,
  ...always: readonly string[]
): fc.Arbitrary<PlainMap> {
  return fc.record(fields, { requiredKeys: [...always], noNullPrototype: true });
}

const absent = fc.constant<PlainValue>(null);

function perhaps(value: fc.Arbitrary<PlainValue>): fc.Arbitrary<PlainValue> {
  return fc.oneof({ arbitrary: value, weight: 5 }, { arbitrary: absent, weight: 1 });
}

const unknown = {
  'x-team': name,
  description: any('one line', 'first\nsecond # no comment\n', '# no: comment'),
  tags: map({ owner: name, '8080': any(1, 2.5, -3) }),
};

const ingress = map({ cdn: truth, source_ips: ranges });
const http = map({
  public: perhaps(
    map({
      certificates: perhaps(list(arn, 0, 2)),
      ssl_policy: any('ELBSecurityPolicy-TLS13-1-2-2021-06'),
      ingress: perhaps(ingress),
      security_groups: perhaps(
        map({ ingress: perhaps(map({ restrict_to: perhaps(ingress) }, 'restrict_to')) }, 'ingress'),
      ),
    }),
  ),
  private: perhaps(map({ subnets: list(any('subnet-1', 'subnet-2'), 1, 2) })),
});
const subnets = list(map({ id: any('subnet-1', 'subnet-2'), az: any('us-west-2a') }, 'id'), 1, 3);
const network = map({
  vpc: perhaps(map({ id: any('vpc-1'), subnets: map({ public: subnets, private: subnets }) })),
});
const cdn = fc.oneof(
  truth,
  any(true, {}),
  map({
    certificate: perhaps(arn),
    terminate_tls: truth,
    static_assets: perhaps(
      map({
        location: any('assets.s3.us-west-2.amazonaws.com'),
        alias: name,
        path: any('static/*', '/a b/*'),
        other: name,
      }),
    ),
    other: name,
  }),
);

export const environmentContents = map(
  {
    name: any('prod', 'test'),
    type: any('Environment'),
    network: perhaps(network),
    http: perhaps(http),
    cdn,
    observability: perhaps(map({ container_insights: truth })),
    ...unknown,
  },
  'name',
  'type',
);

const alias = fc.oneof(name, list(name, 1, 3), list(map({ name, hosted_zone: any('Z1') }, 'name'), 1, 2));
const rule = {
  path: any('/', 'api', '/a-b'),
  healthcheck: any('/', { path: '/', port: 80 }),
  alias,
  redirect_to_https: truth,
  stickiness: truth,
};
const serviceHttp = fc.oneof(
  { arbitrary: map({ ...rule, additional_rules: list(map(rule, 'path'), 0, 3) }), weight: 7 },
  { arbitrary: truth, weight: 1 },
);
const image = map({
  build: any('./Dockerfile', { context: '.', dockerfile: 'a/Dockerfile' }),
  port: any(80, 8080),
});
const count = any(1, { range: '1-10', cpu_percentage: 70 });

function overrides(fields: Readonly<Record<string, fc.Arbitrary<PlainValue>>>): fc.Arbitrary<PlainValue> {
  return perhaps(map({ test: perhaps(map(fields)), prod: perhaps(map(fields)) }));
}

export const serviceContents = map(
  {
    name: any('api', 'web'),
    type: any('Load Balanced Web Service', 'Backend Service'),
    image,
    http: serviceHttp,
    count,
    variables: map({ LOG_LEVEL: any('info', 'off'), EMPTY: any('', null) }),
    ...unknown,
    environments: overrides({ http: serviceHttp, count }),
  },
  'name',
  'type',
  'http',
);

const patterns = fc.oneof(any('*.map', 'copilot/'), list(any('*.txt', '*.png'), 1, 2));
const files = list(
  map(
    {
      source: any('./', 'build', 'a b/c'),
      destination: any('assets', ''),
      recursive: any(true, false),
      exclude: patterns,
      reinclude: patterns,
    },
    'source',
  ),
  0,
  3,
);
const siteHttp = perhaps(map({ alias: name, certificate: arn, path: any('/') }));

export const staticSiteContents = map(
  {
    name: any('site'),
    type: any('Static Site'),
    http: siteHttp,
    files: perhaps(files),
    ...unknown,
    environments: overrides({ http: siteHttp, files }),
  },
  'name',
  'type',
);
