import type { ListenerAction } from '../../world.ts';

/** Actions as AWS gives them back: with the order and the long form of a forward filled in. */
export function describeActions(actions: readonly ListenerAction[]) {
  return actions.map((action, index) => ({ ...describe(action), Order: index + 1 }));
}

function describe(action: ListenerAction) {
  switch (action.type) {
    case 'forward':
      return {
        Type: 'forward',
        TargetGroupArn: action.targetGroupArn,
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: action.targetGroupArn, Weight: 1 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      };
    case 'redirect':
      return {
        Type: 'redirect',
        RedirectConfig: {
          Protocol: action.protocol,
          Port: action.port,
          Host: action.host,
          Path: action.path,
          Query: action.query,
          StatusCode: action.statusCode,
        },
      };
    case 'fixed-response':
      return {
        Type: 'fixed-response',
        FixedResponseConfig: {
          StatusCode: action.statusCode,
          MessageBody: action.body,
          ContentType: 'text/plain',
        },
      };
  }
}
