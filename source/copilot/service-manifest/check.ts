import { isPlainMap, type Path } from '../../yaml/plain-value.ts';
import { type Finding, inOrder } from '../finding.ts';
import { booleanOf, isGiven, plainAt, stringOf } from '../go-yaml.ts';
import { aliasProblem } from '../host-names.ts';
import { overridePath } from '../overrides.ts';
import { brokenRules, nameViolations, type Rule, rangeViolations, type Violation } from '../rules.ts';
import { loadBalancedWebService, type RoutingRule, type ServiceManifest } from './read.ts';

/** Copilot's rules for what a service says of the load balancer (docs/copilot.md, 7.4), and ours. */
type ServiceRule = Rule<ServiceManifest>;

/** Copilot compares the name as it is written, before variables are filled in. */
const named: ServiceRule = ({ source, origin }) =>
  nameViolations(stringOf(plainAt(source.plain(), ['name'])), origin.folder);

const hasHttp: ServiceRule = ({ type, data, origin, interpolation }) => {
  if (type !== loadBalancedWebService) return [];
  const http = plainAt(data, ['http']);
  if (!isGiven(http)) {
    // What is written there and refused is told already.
    const places: readonly Path[] = [['http'], overridePath(origin.environment ?? '', ['http'])];
    if (places.some((path) => isGiven(plainAt(interpolation.data, path)))) return [];
    return [
      {
        path: ['http'],
        code: 'http-missing',
        message: 'A Load Balanced Web Service needs http: which paths the load balancer sends it.',
        fix: "Add http with path: '/'.",
      },
    ];
  }
  const nlb = plainAt(data, ['nlb']);
  if (booleanOf(http) !== false || (isPlainMap(nlb) && Object.values(nlb).some(isGiven))) return [];
  return [
    {
      path: ['http'],
      code: 'http-or-nlb',
      message: 'With http: false the service has no load balancer at all; Copilot wants http or nlb.',
      fix: 'Add nlb, or write http with a path.',
    },
  ];
};

const ofEachRule =
  (check: (rule: RoutingRule, manifest: ServiceManifest) => readonly Violation[]): ServiceRule =>
  (manifest) =>
    manifest.rules.flatMap((rule) => check(rule, manifest));

const hasPath = ofEachRule(({ path }, { data }) =>
  stringOf(plainAt(data, [...path, 'path'])) === undefined && isPlainMap(plainAt(data, path))
    ? [
        {
          path: [...path, 'path'],
          code: 'path-missing',
          message: 'A rule of the load balancer needs the path that it is for.',
          fix: "Add path: '/', or another one.",
        },
      ]
    : [],
);

const ranges = ofEachRule(({ path }, { data }) => rangeViolations(data, [...path, 'allowed_source_ips']));

const protocolVersion = ofEachRule(({ version, path }) =>
  version === undefined || ['grpc', 'http1', 'http2'].includes(version.toLowerCase())
    ? []
    : [
        {
          path: [...path, 'version'],
          code: 'protocol-version',
          message: `${version || 'The empty text'} is no version of the protocol that Copilot knows.`,
          fix: 'Write grpc, http1 or http2.',
        },
      ],
);

const hostedZoneNeedsAlias = ofEachRule(({ hostedZone, aliases, path }) =>
  hostedZone === undefined || aliases.length > 0
    ? []
    : [
        {
          path: [...path, 'hosted_zone'],
          code: 'hosted-zone-without-alias',
          message: 'hosted_zone says where the records of the names go, and alias names none.',
          fix: 'Add alias, or remove hosted_zone.',
        },
      ],
);

const aliasNames = ofEachRule(({ aliases }, { data }) =>
  aliases.flatMap(({ name, path: item }): readonly Violation[] => {
    const path = name !== undefined && isPlainMap(plainAt(data, item)) ? [...item, 'name'] : item;
    if (name === undefined) {
      return [
        {
          path,
          code: 'alias-without-name',
          message: 'An alias that is a map needs name.',
          fix: 'Add name: www.example.com',
        },
      ];
    }
    const problem = aliasProblem(name);
    if (problem === undefined) return [];
    // The load balancer takes * and ? anywhere.
    if (problem.code === 'alias-wildcard')
      return [{ path, ...problem, code: 'alias-wildcard', severity: 'warning' }];
    return [{ path, ...problem }];
  }),
);

/** A rule of a load balancer has five values at most. The path is one of them, and two where it is not the root. */
const conditionValues = ofEachRule(({ aliases, allowedSourceIps, path }, { data }) => {
  const values = aliases.length + allowedSourceIps.length;
  const room = ['', '/'].includes(stringOf(plainAt(data, [...path, 'path'])) ?? '') ? 4 : 3;
  if (values <= room) return [];
  return [
    {
      path: [...path, aliases.length > 0 ? 'alias' : 'allowed_source_ips'],
      code: 'too-many-conditions',
      message: `${aliases.length} names and ${allowedSourceIps.length} ranges are ${values} conditions; beside this path, a rule of a load balancer takes ${room === 4 ? 'four' : 'three'}.`,
      fix: 'Spread them over several rules: http.additional_rules.',
    },
  ];
});

const rules: readonly ServiceRule[] = [
  named,
  hasHttp,
  hasPath,
  ranges,
  protocolVersion,
  hostedZoneNeedsAlias,
  aliasNames,
  conditionValues,
];

/** Everything there is to say about the manifest as it holds in its environment, by line. */
export function checkServiceManifest(manifest: ServiceManifest): readonly Finding[] {
  return inOrder([...manifest.findings, ...brokenRules(manifest, rules)]);
}
