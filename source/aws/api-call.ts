import type { Connection, Identity } from './connection.ts';
import { attemptsOf, awsErrorCode } from './errors.ts';

/** One call, after its last attempt. */
export interface ApiCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly identity: Identity;
  readonly milliseconds: number;
  readonly attempts: number;
  readonly errorCode?: string;
}

type Finished = { readonly output: { readonly $metadata: { readonly attempts?: number } } };

/** As much of an SDK client as it takes to watch its calls. */
export interface Client {
  readonly middlewareStack: {
    add(
      middleware: <Arguments, Result extends Finished>(
        next: (given: Arguments) => Promise<Result>,
        context: { readonly commandName?: string },
      ) => (given: Arguments) => Promise<Result>,
      options: { readonly step: 'initialize'; readonly name: string; readonly priority: 'high' },
    ): void;
  };
}

/** Tells the connection's `onCall` of every call that the client makes. */
export function reportCalls(client: Client, service: string, connection: Connection): void {
  const { onCall, region, identity } = connection;
  if (!onCall) return;
  client.middlewareStack.add(
    (next, context) => async (given) => {
      const operation = context.commandName?.replace(/Command$/, '') ?? 'unknown';
      const started = performance.now();
      const report = (attempts: number, errorCode?: string) =>
        onCall({
          service,
          operation,
          region,
          identity,
          milliseconds: Math.round(performance.now() - started),
          attempts,
          ...(errorCode !== undefined && { errorCode }),
        });
      try {
        const result = await next(given);
        report(result.output.$metadata.attempts ?? 1);
        return result;
      } catch (error) {
        report(attemptsOf(error), awsErrorCode(error));
        throw error;
      }
    },
    { step: 'initialize', name: 'reportCalls', priority: 'high' },
  );
}
