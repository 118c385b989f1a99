import type { CloudFormationEvent } from '../../source/stack/cloudformation-event.ts';

export const shopProd = 'arn:aws:cloudformation:us-west-2:111122223333:stack/shop-prod/11111111';
export const addons =
  'arn:aws:cloudformation:us-west-2:111122223333:stack/shop-prod-AddonsStack-1ABC/22222222';

const noon = Date.parse('2026-11-20T12:00:00Z');

/** An event of a resource of shop-prod, so many seconds after noon. */
export function resourceEvent(
  second: number,
  logicalId: string,
  status: string,
  more: Partial<CloudFormationEvent> = {},
): CloudFormationEvent {
  return {
    id: `${logicalId}-${status}-${second}`,
    stackId: shopProd,
    stackName: 'shop-prod',
    logicalId,
    physicalId: `physical-${logicalId}`,
    resourceType: 'AWS::CloudFront::Distribution',
    status,
    at: new Date(noon + second * 1000),
    ...more,
  };
}

/** An event of shop-prod itself. */
export function stackEvent(
  second: number,
  status: string,
  more: Partial<CloudFormationEvent> = {},
): CloudFormationEvent {
  return resourceEvent(second, 'shop-prod', status, {
    physicalId: shopProd,
    resourceType: 'AWS::CloudFormation::Stack',
    ...more,
  });
}

/** The same event in the log of the nested stack. */
export function nested(event: CloudFormationEvent): CloudFormationEvent {
  const own = event.physicalId === shopProd;
  return {
    ...event,
    id: `nested-${event.id}`,
    stackId: addons,
    stackName: 'shop-prod-AddonsStack-1ABC',
    ...(own && { physicalId: addons, logicalId: 'shop-prod-AddonsStack-1ABC' }),
  };
}
