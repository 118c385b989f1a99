import { isPlainList, isPlainMap, type PlainValue } from '../yaml/plain-value.ts';
import { editTemplate } from './edit-template.ts';
import { fragmentItem } from './fragment.ts';
import { manifestPath } from './patch-manifest.ts';
import type { NodeEdits, PatchedNode } from './patched-node.ts';
import { listAt, type TemplateView, textAt, viewTemplate } from './template-view.ts';

/** What a rule of the load balancer does with a request over HTTP. `other`: more than one of the two, or nothing that is known. */
export type HttpAnswer = 'redirect' | 'forward' | 'other';

/** A rule for HTTP of a service that has HTTPS as well (docs/copilot.md, 7.2). */
export interface TemplateRule {
  /** 0 is `http` of the manifest, 1 the first of its `additional_rules`. */
  readonly index: number;
  readonly logicalId: string;
  readonly answer: HttpAnswer;
  /** Its tasks speak gRPC, which no listener for HTTP can pass on (docs/copilot.md, 7.3). */
  readonly grpc: boolean;
}

export interface ServicePatch {
  readonly template: string;
  /** The rules whose actions are changed, in the template's order. */
  readonly nodes: readonly PatchedNode[];
}

const ruleId = /^HTTPListenerRuleWithDomain(\d*)$/;
const ruleType = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/**
 * The rules of a service's deployed template that answer HTTP for a service with HTTPS, by their index; none where the service has no HTTPS.
 * @throws UserError `not-yaml` and the like when the text is no template
 */
export function httpRules(template: string): readonly TemplateRule[] {
  const view = viewTemplate(template);
  return Object.entries(view.resources)
    .flatMap(([logicalId, resource]): TemplateRule[] => {
      const suffix = ruleId.exec(logicalId)?.[1];
      if (suffix === undefined || textAt(resource, ['Type']) !== ruleType) return [];
      const rule = { index: Number(suffix), logicalId };
      return [{ ...rule, answer: answerOf(view, rule), grpc: targetGroupVersion(view, rule) === 'GRPC' }];
    })
    .sort((one, other) => one.index - other.index);
}

/**
 * The template of a service's stack with the actions of some of its rules changed, and nothing else: not a byte beside them moves, no
 * metadata, no manifest. A rule that answers so already stays as it is written; so does one that is not named.
 * @throws UserError `not-yaml` and the like, `cannot-edit-safely`
 */
export function patchServiceTemplate(
  template: string,
  wanted: ReadonlyMap<string, 'redirect' | 'forward'>,
): ServicePatch {
  const view = viewTemplate(template);
  const parts = httpRules(template).flatMap((rule): NodeEdits[] => {
    const answer = wanted.get(rule.logicalId);
    // A rule that somebody wrote in another way is not ours to write anew.
    if (answer === undefined || answer === rule.answer || rule.answer === 'other') return [];
    return [
      {
        logicalId: rule.logicalId,
        action: 'modify',
        description: describeAnswer(rule, answer),
        resourceType: ruleType,
        edits: [
          {
            op: 'replace',
            path: ['Resources', rule.logicalId, 'Properties', 'Actions'],
            fragment: actions(rule, answer),
          },
        ],
      },
    ];
  });
  if (parts.length === 0) return { template, nodes: [] };
  const edits = parts.flatMap((part) => part.edits);
  const manifest = textAt(view.at(manifestPath)) ?? '';
  return {
    template: editTemplate(view, edits, manifest),
    nodes: parts.map(({ edits: _, ...node }) => node),
  };
}

/** `http`, `additional rule 2`: a rule as its manifest has it. */
export function ruleInWords({ index }: Pick<TemplateRule, 'index'>): string {
  return index === 0 ? 'the main rule' : `additional rule ${index}`;
}

function describeAnswer(rule: TemplateRule, answer: 'redirect' | 'forward'): string {
  const name = ruleInWords(rule);
  const subject = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return answer === 'forward' ? `${subject} forwards HTTP to the tasks` : `${subject} sends HTTP to HTTPS`;
}

function actions(rule: TemplateRule, answer: 'redirect' | 'forward'): string {
  return answer === 'forward'
    ? fragmentItem('http-rule-forward', { 'target-group': targetGroupId(rule) })
    : fragmentItem('http-rule-redirect');
}

/** The logical id of the target group that a rule of this index forwards to. */
export function targetGroupId({ index }: Pick<TemplateRule, 'index'>): string {
  return index === 0 ? 'TargetGroup' : `TargetGroup${index}`;
}

type Place = Pick<TemplateRule, 'index' | 'logicalId'>;

function targetGroupVersion(view: TemplateView, rule: Place): string {
  const path = ['Properties', 'ProtocolVersion'];
  return (textAt(view.resources[targetGroupId(rule)], path) ?? '').toUpperCase();
}

function answerOf(view: TemplateView, rule: Place): HttpAnswer {
  const targetGroup = targetGroupId(rule);
  const list = view.at(['Resources', rule.logicalId, 'Properties', 'Actions']);
  const [only, ...others] = isPlainList(list) ? list : [];
  if (others.length > 0 || !isPlainMap(only) || !(targetGroup in view.resources)) return 'other';
  if (redirectsToHttps(only)) return 'redirect';
  return forwardsTo(only, targetGroup) ? 'forward' : 'other';
}

function redirectsToHttps(action: PlainValue): boolean {
  return (
    textAt(action, ['Type']) === 'redirect' && textAt(action, ['RedirectConfig', 'Protocol']) === 'HTTPS'
  );
}

/** Also in the long form, as an override may have written it. */
function forwardsTo(action: PlainValue, targetGroup: string): boolean {
  if (textAt(action, ['Type']) !== 'forward') return false;
  const [group, ...others] = listAt(action, ['ForwardConfig', 'TargetGroups']);
  return (
    textAt(action, ['TargetGroupArn', 'Ref']) === targetGroup ||
    (others.length === 0 && textAt(group, ['TargetGroupArn', 'Ref']) === targetGroup)
  );
}
