import { describeStack, templateBody } from '../../aws/cloudformation.ts';
import type { Connection } from '../../aws/connection.ts';
import { UserError } from '../../errors.ts';
import type { StackFacts } from '../../plan/facts.ts';
import { wayOut } from '../../stack/status.ts';

/**
 * A stack and its template, asked for at once.
 * @throws UserError `stack-missing`, or the way out of one that was never created
 */
export async function readStack(manager: Connection, name: string, signal: AbortSignal): Promise<StackFacts> {
  const stack = await findStack(manager, name, signal);
  if (stack === undefined) {
    throw new UserError({
      code: 'stack-missing',
      message: `The environment's stack ${name} is not in ${manager.region}, although the application's records name it.`,
      next: [
        'copilot env ls shows the environments; one whose stack was deleted by hand has to be made again',
      ],
    });
  }
  const way = stack.template === '' ? wayOut(name, stack.status, { region: manager.region }) : undefined;
  if (way !== undefined) throw new UserError(way);
  return stack;
}

/** The same, and undefined where there is no such stack. */
export async function findStack(
  manager: Connection,
  name: string,
  signal: AbortSignal,
): Promise<StackFacts | undefined> {
  const [stack, template] = await Promise.all([
    describeStack(manager, name, signal),
    templateBody(manager, name, { signal }).catch((error: unknown) => error),
  ]);
  if (stack === undefined) return undefined;
  // What was only announced, by a change set that nobody executed, has no template.
  const isAnnounced = stack.StackStatus === 'REVIEW_IN_PROGRESS';
  if (typeof template !== 'string' && !isAnnounced) throw template;
  return {
    name,
    id: stack.StackId ?? name,
    status: stack.StackStatus ?? '',
    template: typeof template === 'string' ? template : '',
    parameters: Object.fromEntries(
      (stack.Parameters ?? []).map((one) => [one.ParameterKey ?? '', one.ParameterValue ?? '']),
    ),
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map((one) => [one.OutputKey ?? '', one.OutputValue ?? '']),
    ),
    tags: Object.fromEntries((stack.Tags ?? []).map((one) => [one.Key ?? '', one.Value ?? ''])),
    lastUpdated: (stack.LastUpdatedTime ?? stack.CreationTime ?? new Date(0)).toISOString(),
    ...(stack.StackStatusReason !== undefined && { statusReason: stack.StackStatusReason }),
    ...(stack.RoleARN !== undefined && { roleArn: stack.RoleARN }),
    ...(stack.ChangeSetId !== undefined && { changeSetId: stack.ChangeSetId }),
  };
}
