import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type Connection, clients } from './connection.ts';
import { awsErrorCode, awsErrorMessage, describing } from './errors.ts';

const sdk = () => import('./sdk/cloudformation.ts');

const clientOf = clients('cloudformation', async (settings) => {
  const { CloudFormationClient } = await sdk();
  return new CloudFormationClient(settings);
});

/**
 * For whoever asks again and again: the pause before the next question is theirs to choose, so the SDK does not draw out a failed one
 * over half a minute.
 */
export const pollingClientOf = clients('cloudformation', async (settings) => {
  const { CloudFormationClient } = await sdk();
  return new CloudFormationClient({ ...settings, maxAttempts: 2 });
});

/** Runs one call; what AWS refuses is told in words (codes in errors.ts). */
export async function call<Result>(
  connection: Connection,
  what: string,
  operation: string,
  run: (client: CloudFormationClient, commands: Awaited<ReturnType<typeof sdk>>) => Promise<Result>,
  clientFor = clientOf,
): Promise<Result> {
  return describing({ ...connection, what, action: `cloudformation:${operation}` }, async () =>
    run(await clientFor(connection), await sdk()),
  );
}

/** Whether the error says that the stack or change set does not exist. */
export function isMissing(error: unknown): boolean {
  const code = awsErrorCode(error);
  return (
    code === 'ChangeSetNotFound' ||
    code === 'ChangeSetNotFoundException' ||
    code === 'StackNotFoundException' ||
    (code === 'ValidationError' && /does not exist/i.test(awsErrorMessage(error)))
  );
}

/** The stack's name out of its ARN, or the name that it is already. */
export function shortName(stack: string): string {
  return /^arn:[^/]+\/([^/]+)/.exec(stack)?.[1] ?? stack;
}
