import { type QueryInput, queryText, queryTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Listener, ListenerRule, Region } from '../../world.ts';
import { describeActions } from './actions.ts';
import { listenerOf } from './listeners.ts';
import { markedPage } from './page.ts';

/** By priority, the default rule last. Throws `ListenerNotFound`, `RuleNotFound`, `ValidationError`. */
export function describeRules(region: Region, input: QueryInput) {
  const listenerArn = queryText(input, 'ListenerArn');
  const arns = queryTexts(input, 'RuleArns');
  if (listenerArn === undefined && arns.length === 0) {
    throw new Fault('ValidationError', 'You must specify either listener rule ARNs or a listener ARN');
  }
  const page = markedPage(
    listenerArn === undefined ? rulesByArn(region, arns) : allRules(listenerOf(region, listenerArn).listener),
    input,
  );
  return { Rules: page.items, NextMarker: page.next };
}

function allRules(listener: Listener) {
  const byPriority = [...listener.rules.values()].sort((left, right) => left.priority - right.priority);
  return [...byPriority.map(describe), defaultRule(listener)];
}

function rulesByArn(region: Region, arns: readonly string[]) {
  const all = [...region.loadBalancers.values()]
    .flatMap((balancer) => [...balancer.listeners.values()])
    .flatMap(allRules);
  const found = all.filter((rule) => arns.includes(rule.RuleArn));
  if (found.length < arns.length) throw new Fault('RuleNotFound', 'One or more rules not found');
  return found;
}

function describe(rule: ListenerRule) {
  return {
    RuleArn: rule.arn,
    Priority: String(rule.priority),
    Conditions: rule.conditions.map(({ field, values }) => describeCondition(field, values)),
    Actions: describeActions(rule.actions),
    IsDefault: false,
  };
}

function describeCondition(field: ListenerRule['conditions'][number]['field'], values: readonly string[]) {
  switch (field) {
    case 'host-header':
      return { Field: field, Values: values, HostHeaderConfig: { Values: values } };
    case 'path-pattern':
      return { Field: field, Values: values, PathPatternConfig: { Values: values } };
    case 'source-ip':
      return { Field: field, SourceIpConfig: { Values: values } };
  }
}

function defaultRule(listener: Listener) {
  const hash = listener.arn.slice(listener.arn.lastIndexOf('/') + 1);
  return {
    RuleArn: `${listener.arn.replace(':listener/', ':listener-rule/')}/${hash}`,
    Priority: 'default',
    Conditions: [],
    Actions: describeActions(listener.defaultActions),
    IsDefault: true,
  };
}
