import { UserError } from '../errors.ts';
import { isPlainMap, type PlainValue } from '../yaml/plain-value.ts';
import { sourceAt } from '../yaml/source-at.ts';
import type { NodeEdits } from './patched-node.ts';
import type { EnvironmentCdnSettings } from './settings.ts';
import { securityGroups } from './template-names.ts';
import { listAt, type TemplateView, textAt } from './template-view.ts';

interface Rule {
  readonly source: 'CidrIp' | 'SourcePrefixListId';
  readonly value: string;
  readonly description: string;
}

/** Who may reach the load balancer: everyone, or CloudFront's prefix list and the given ranges. The same on both ports. */
export function patchIngress(view: TemplateView, settings: EnvironmentCdnSettings): NodeEdits[] {
  if (settings.keepIngress === true) return [];
  return securityGroups.flatMap(({ logicalId, port, protocol }): NodeEdits[] => {
    const path = ['Resources', logicalId, 'Properties', 'SecurityGroupIngress'];
    const wanted = wantedRules(settings, port);
    const current = listAt(view.at(path));
    if (sameRules(current, wanted)) return [];
    refuseForeignRules(logicalId, current);
    const item = firstItem(sourceAt(view.source, path));
    const lines = wanted.map((rule) => cloned(item, current[0], rule) ?? written(rule, port));
    return [
      {
        logicalId,
        action: 'modify',
        description: `Who may reach the load balancer over ${protocol}`,
        resourceType: 'AWS::EC2::SecurityGroup',
        edits: [{ op: 'replace', path, fragment: lines.join('\n') }],
      },
    ];
  });
}

function wantedRules({ restrictIngress, sourceIps }: EnvironmentCdnSettings, port: number): Rule[] {
  const list = restrictIngress?.prefixListId;
  const rules: Rule[] = [
    ...(list === undefined
      ? []
      : [
          {
            source: 'SourcePrefixListId',
            value: list,
            description: `Allow ingress from prefix list ${list} on port ${port}`,
          } as const,
        ]),
    ...sourceIps.map(
      (range) =>
        ({
          source: 'CidrIp',
          value: range,
          description: `Allow ingress from source IP ${range} on port ${port}`,
        }) as const,
    ),
  ];
  if (rules.length > 0) return rules;
  return [{ source: 'CidrIp', value: '0.0.0.0/0', description: `Allow from anyone on port ${port}` }];
}

/** Copilot writes address ranges and the prefix list only; what else stands there was put there on purpose. */
function refuseForeignRules(logicalId: string, current: readonly PlainValue[]): void {
  const foreign = current.filter(
    (rule) => textAt(rule, ['CidrIp']) === undefined && textAt(rule, ['SourcePrefixListId']) === undefined,
  );
  if (foreign.length === 0) return;
  throw new UserError({
    code: 'ingress-not-ours',
    message: `The security group ${logicalId} of the load balancer has rules that Copilot does not write, so who may reach it is not changed here.`,
    next: [
      'Leave it as it is: --no-restrict-ingress',
      'Or change the rules where they come from: copilot/environments/overrides',
    ],
    details: foreign.map((rule) => JSON.stringify(rule)),
  });
}

function sameRules(current: readonly PlainValue[], wanted: readonly Rule[]): boolean {
  return (
    current.length === wanted.length &&
    wanted.every((rule, index) => textAt(current[index], [rule.source]) === rule.value)
  );
}

/** The lines of a list's first item; undefined for a list in brackets. */
function firstItem(list: string | undefined): string | undefined {
  if (list === undefined || !list.startsWith('-')) return undefined;
  const [first = '', ...rest] = list.split('\n');
  const end = rest.findIndex((line) => !/^\s+\S/.test(line) || /^\s*#/.test(line));
  return [first, ...rest.slice(0, end === -1 ? rest.length : end)].join('\n');
}

/** A rule written as the one that is there, with its quotes and the order of its keys, so that opening again gives back the same bytes. */
function cloned(item: string | undefined, current: PlainValue | undefined, rule: Rule): string | undefined {
  const source = isPlainMap(current)
    ? (['CidrIp', 'SourcePrefixListId'] as const).find((key) => key in current)
    : undefined;
  const value = source && textAt(current, [source]);
  const description = textAt(current, ['Description']);
  if (item === undefined || source === undefined || value === undefined || description === undefined)
    return undefined;
  const pieces = item.split(description);
  if (pieces.length !== 2) return undefined;
  const [before, after] = pieces.map((text) =>
    text.replace(new RegExp(`\\b${source}\\b`), rule.source).replace(value, rule.value),
  );
  const result = `${before}${rule.description}${after}`;
  return result.includes(`${rule.source}`) && result.includes(rule.value) ? result : undefined;
}

function written(rule: Rule, port: number): string {
  return [
    `- ${rule.source}: ${rule.value}`,
    `  Description: ${rule.description}`,
    `  FromPort: ${port}`,
    '  IpProtocol: tcp',
    `  ToPort: ${port}`,
  ].join('\n');
}
