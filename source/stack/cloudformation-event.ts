import type { StackEvent } from '@aws-sdk/client-cloudformation';

/** One entry of a stack's event log, as CloudFormation wrote it; the fields it always gives are never undefined here. */
export interface CloudFormationEvent {
  readonly id: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Empty in the first event of a resource that is being created. */
  readonly physicalId: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason?: string;
  /** By AWS's clock. */
  readonly at: Date;
  /** The ClientRequestToken of the operation that caused it. */
  readonly token?: string;
  /** What a CloudFormation hook that failed says about the resource. */
  readonly hookFailure?: string;
}

export const stackResourceType = 'AWS::CloudFormation::Stack';

export function cloudFormationEvent(event: StackEvent): CloudFormationEvent {
  const hookFailed = event.HookStatus === 'HOOK_COMPLETE_FAILED' || event.HookStatus === 'HOOK_FAILED';
  return {
    id: event.EventId ?? '',
    stackId: event.StackId ?? '',
    stackName: event.StackName ?? '',
    logicalId: event.LogicalResourceId ?? '',
    physicalId: event.PhysicalResourceId ?? '',
    resourceType: event.ResourceType ?? '',
    status: event.ResourceStatus ?? '',
    at: event.Timestamp ?? new Date(0),
    ...(event.ResourceStatusReason !== undefined && { reason: event.ResourceStatusReason }),
    ...(event.ClientRequestToken !== undefined && { token: event.ClientRequestToken }),
    ...(hookFailed && {
      hookFailure: `${event.HookType ?? 'Hook'}: ${event.HookStatusReason ?? 'it gave no reason'}`,
    }),
  };
}

/** Whether the event is about the stack whose log it stands in, not about one of its resources. */
export function isAboutStackItself(event: CloudFormationEvent): boolean {
  return event.resourceType === stackResourceType && event.physicalId === event.stackId;
}

/** Whether the event is about a stack nested in the one whose log it stands in, and says which. */
export function namesNestedStack(event: CloudFormationEvent): boolean {
  return event.resourceType === stackResourceType && event.physicalId !== '' && !isAboutStackItself(event);
}
