import type { Path, PlainValue } from '../../yaml/plain-value.ts';
import { itemsAt, plainAt, stringOf, stringsAt } from '../go-yaml.ts';
import type { Violation } from '../rules.ts';
import type { EnvironmentManifest } from './read.ts';

const vpc = ['network', 'vpc'];
const sides = ['public', 'private'] as const;

interface Subnet {
  readonly path: Path;
  readonly id: string | undefined;
  readonly cidr: string | undefined;
  readonly zone: string | undefined;
}

interface Network {
  readonly imported: boolean;
  /** The VPC is Copilot's own, with ranges that the author chose. */
  readonly adjusted: boolean;
  readonly public: readonly Subnet[];
  readonly private: readonly Subnet[];
}

function networkOf(data: PlainValue): Network {
  const subnetsOf = (side: (typeof sides)[number]) =>
    itemsAt(data, [...vpc, 'subnets', side]).map(({ path, item }) => ({
      path,
      id: textAt(item, 'id'),
      cidr: textAt(item, 'cidr'),
      zone: textAt(item, 'az'),
    }));
  return {
    imported: (stringOf(plainAt(data, [...vpc, 'id'])) ?? '') !== '',
    adjusted: (stringOf(plainAt(data, [...vpc, 'cidr'])) ?? '') !== '',
    public: subnetsOf('public'),
    private: subnetsOf('private'),
  };
}

/** 1 */
export function networkRules({ data }: EnvironmentManifest): readonly Violation[] {
  const network = networkOf(data);
  const subnets = [...network.public, ...network.private];
  return [
    ...bothKinds(network),
    ...subnets.flatMap(mixedSubnet),
    ...(network.imported ? importedRules(network) : []),
    ...(network.adjusted ? adjustedRules(network) : []),
  ];
}

function bothKinds({ imported, adjusted }: Network): readonly Violation[] {
  if (!imported || !adjusted) return [];
  return [
    {
      path: [...vpc, 'cidr'],
      code: 'vpc-imported-and-made',
      message: 'network.vpc.id imports a VPC and network.vpc.cidr makes one; Copilot takes one of them.',
      fix: 'Remove cidr to import the VPC, or id to have one made.',
    },
  ];
}

function mixedSubnet({ path, id, cidr, zone }: Subnet): readonly Violation[] {
  const other = cidr !== undefined ? 'cidr' : zone !== undefined ? 'az' : undefined;
  if (id === undefined || other === undefined) return [];
  return [
    {
      path: [...path, other],
      code: 'subnet-imported-and-made',
      message: `A subnet with an id is imported and has its ${other} already.`,
      fix: `Remove ${other}, or id.`,
    },
  ];
}

function importedRules(network: Network): readonly Violation[] {
  const nameless = [...network.public, ...network.private]
    .filter(({ id }) => (id ?? '') === '')
    .map(({ path }) =>
      missing({
        path: [...path, 'id'],
        code: 'subnet-without-id',
        message: 'An imported subnet needs its id.',
      }),
    );
  const few = sides
    .filter((side) => network[side].length === 1)
    .map((side) => ({
      path: [...vpc, 'subnets', side],
      code: 'too-few-subnets',
      message: `One ${side} subnet is imported; Copilot wants none or at least two of them.`,
      fix: `Add another ${side} subnet, in another availability zone.`,
    }));
  if (network.public.length + network.private.length > 0) return [...nameless, ...few];
  return [
    {
      path: vpc,
      code: 'no-subnets',
      message: 'A VPC is imported without a subnet; an environment needs some.',
      fix: 'Add network.vpc.subnets with the ids of at least two private or two public subnets.',
    },
  ];
}

function adjustedRules(network: Network): readonly Violation[] {
  const rangeless = [...network.public, ...network.private]
    .filter(({ cidr }) => (cidr ?? '') === '')
    .map(({ path }) =>
      missing({
        path: [...path, 'cidr'],
        code: 'subnet-without-cidr',
        message: 'A subnet of a VPC with a cidr needs its own cidr.',
      }),
    );
  if (rangeless.length > 0) return rangeless;
  const zones = { public: zonesOf(network.public), private: zonesOf(network.private) };
  const path = [...vpc, 'subnets'];
  if (!sameSet(zones.public, zones.private)) {
    return [
      {
        path,
        because: [path],
        code: 'availability-zones-differ',
        message: `Public subnets are in ${inWords(zones.public)}, private ones in ${inWords(zones.private)}; Copilot wants the same.`,
        fix: 'Give each availability zone a public and a private subnet.',
      },
    ];
  }
  const count = zones.public.size;
  if (count === 0) return [];
  if (count < 2) {
    return [
      {
        path,
        because: [path],
        code: 'too-few-availability-zones',
        message: `All subnets are in ${inWords(zones.public)}; Copilot wants two availability zones at least.`,
        fix: 'Add subnets in another availability zone.',
      },
    ];
  }
  return sides
    .filter((side) => new Set(network[side].map(({ cidr }) => cidr)).size !== count)
    .map((side) => ({
      path: [...path, side],
      because: [path],
      code: 'availability-zone-count',
      message: `There are ${count} availability zones, but ${network[side].length} ${side} subnets with ${new Set(network[side].map(({ cidr }) => cidr)).size} ranges.`,
      fix: `Write one ${side} subnet for each availability zone.`,
    }));
}

/** 14 */
export function privateSubnets({ data, fields }: EnvironmentManifest): readonly Violation[] {
  const path = ['http', 'private', 'subnets'];
  if (fields.internal.subnets === undefined) return [];
  const network = networkOf(data);
  if (!network.imported) {
    return [
      {
        path,
        code: 'private-subnets-not-imported',
        message: 'http.private.subnets chooses among imported subnets, and network.vpc imports none.',
        fix: 'Remove http.private.subnets, or import the VPC with its subnets.',
      },
    ];
  }
  const ids = [...network.private, ...network.public].flatMap(({ id }) => id ?? []);
  const wanted = stringsAt(data, path);
  return wanted.flatMap(({ path: at, text: id }, index) => {
    if (!ids.includes(id)) {
      return [
        {
          path: at,
          because: [[...vpc, 'subnets']],
          code: 'private-subnets-not-imported',
          message: `${id || 'An empty item'} is not among the subnets that network.vpc.subnets imports.`,
          fix: `Write one of them${ids.length === 0 ? '' : `: ${ids.join(', ')}`}.`,
        },
      ];
    }
    if (wanted.findIndex(({ text }) => text === id) === index) return [];
    return [
      {
        path: at,
        code: 'private-subnet-twice',
        message: `${id} stands in the list already; Copilot counts, and takes it for one that is not imported.`,
        fix: 'Remove it here.',
      },
    ];
  });
}

function missing(violation: Omit<Violation, 'fix'>): Violation {
  return { ...violation, fix: `Add ${String(violation.path.at(-1))}.` };
}

function textAt(value: PlainValue, key: string): string | undefined {
  return stringOf(plainAt(value, [key]));
}

function zonesOf(subnets: readonly Subnet[]): ReadonlySet<string> {
  return new Set(subnets.flatMap(({ zone }) => (zone === undefined || zone === '' ? [] : [zone])));
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((item) => other.has(item));
}

function inWords(zones: ReadonlySet<string>): string {
  return zones.size === 0 ? 'no named zone' : [...zones].sort().join(' and ');
}
