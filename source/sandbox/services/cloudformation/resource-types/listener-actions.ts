import { Fault } from '../../../service.ts';
import type { ListenerAction, ListenerRule } from '../../../world.ts';
import { listOf, type Properties, propertiesOf, textOf, textsOf, type Value } from '../value.ts';

export function readActions(value: Value | undefined): readonly ListenerAction[] {
  return listOf(value).map((one) => readAction(propertiesOf(one)));
}

function readAction(action: Properties): ListenerAction {
  const type = textOf(action.Type);
  switch (type) {
    case 'forward':
      return { type, targetGroupArn: targetOf(action) };
    case 'redirect': {
      const config = propertiesOf(action.RedirectConfig);
      return {
        type,
        protocol: textOf(config.Protocol ?? '#{protocol}'),
        port: textOf(config.Port ?? '#{port}'),
        host: textOf(config.Host ?? '#{host}'),
        path: textOf(config.Path ?? '/#{path}'),
        query: textOf(config.Query ?? '#{query}'),
        statusCode: textOf(config.StatusCode) === 'HTTP_302' ? 'HTTP_302' : 'HTTP_301',
      };
    }
    case 'fixed-response': {
      const config = propertiesOf(action.FixedResponseConfig);
      return { type, statusCode: textOf(config.StatusCode), body: textOf(config.MessageBody) };
    }
    default:
      throw new Fault(
        'InvalidLoadBalancerAction',
        `The action type '${type}' is not modelled by the sandbox`,
      );
  }
}

/** The first target group that gets any weight, when there are several. */
function targetOf(action: Properties): string {
  if (action.TargetGroupArn !== undefined) return textOf(action.TargetGroupArn);
  const groups = listOf(propertiesOf(action.ForwardConfig).TargetGroups).map(propertiesOf);
  const chosen = groups.find((group) => textOf(group.Weight ?? 1) !== '0') ?? groups[0];
  return textOf(chosen?.TargetGroupArn);
}

export function readConditions(value: Value | undefined): ListenerRule['conditions'] {
  return listOf(value).flatMap((one): ListenerRule['conditions'] => {
    const condition = propertiesOf(one);
    const field = textOf(condition.Field);
    switch (field) {
      case 'host-header':
        return [{ field, values: valuesOf(condition, 'HostHeaderConfig') }];
      case 'path-pattern':
        return [{ field, values: valuesOf(condition, 'PathPatternConfig') }];
      case 'source-ip':
        return [{ field, values: valuesOf(condition, 'SourceIpConfig') }];
      default:
        return [];
    }
  });
}

function valuesOf(condition: Properties, config: string): readonly string[] {
  return textsOf(propertiesOf(condition[config]).Values ?? condition.Values);
}
