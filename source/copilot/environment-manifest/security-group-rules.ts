import type { Path, PlainValue } from '../../yaml/plain-value.ts';
import { integerOf, itemsAt, plainAt, stringOf } from '../go-yaml.ts';
import type { Violation } from '../rules.ts';
import type { EnvironmentManifest } from './read.ts';

/** 7 */
export function securityGroupRules({ data }: EnvironmentManifest): readonly Violation[] {
  return ['ingress', 'egress'].flatMap((direction) =>
    itemsAt(data, ['network', 'vpc', 'security_group', direction]).flatMap(({ item, path }) => [
      ...incomplete(item, path),
      ...portRange(item, path),
    ]),
  );
}

function incomplete(rule: PlainValue, path: Path): readonly Violation[] {
  return ['cidr', 'ip_protocol', 'ports']
    .filter((key) => (stringOf(plainAt(rule, [key])) ?? '') === '')
    .map((key) => ({
      path: [...path, key],
      code: 'security-group-rule-incomplete',
      message: `A rule of a security group needs ${key}.`,
      fix: `Add ${key}.`,
    }));
}

function portRange(rule: PlainValue, path: Path): readonly Violation[] {
  const ports = plainAt(rule, ['ports']);
  const text = stringOf(ports) ?? '';
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  const isRange = from !== undefined && Number(from) <= Number(to);
  if (text === '' || isRange || integerOf(ports) !== undefined) return [];
  return [
    {
      path: [...path, 'ports'],
      code: 'port-range',
      message: `${text} is neither a port nor a range of ports.`,
      fix: 'Write 443, without quotes, or 8000-8080.',
    },
  ];
}
