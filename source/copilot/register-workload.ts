import type { Connection } from '../aws/connection.ts';
import { makeParameter } from '../aws/ssm.ts';
import { type Workload, workloadsPath } from './records.ts';

/** Where the record of a service or job lies. */
export function workloadRecordPath(application: string, name: string): string {
  return `${workloadsPath(application)}${name}`;
}

/**
 * Writes down that the application has a service, as `copilot svc init` does (docs/copilot.md, 2.1). One that is there stays as it is.
 * Copilot also tells its stack set, which makes a registry for images: a static site has none.
 *
 * @throws UserError `access-denied`, …
 */
export function registerWorkload(
  connection: Connection,
  application: string,
  { name, type }: Workload,
  signal: AbortSignal,
): Promise<'made' | 'there'> {
  return makeParameter(
    connection,
    {
      name: workloadRecordPath(application, name),
      value: JSON.stringify({ app: application, name, type }),
      description: `Copilot ${type} ${name}`,
      tags: { 'copilot-application': application, 'copilot-service': name },
    },
    signal,
  );
}
