import { cloudFront, load } from './cloudfront-client.ts';
import { abortable, type Connection } from './connection.ts';
import { describing } from './errors.ts';

export interface Invalidation {
  readonly id: string;
  /** `InProgress`, then `Completed`: no edge serves by what it kept any more. */
  readonly status: string;
}

/**
 * Has every edge forget what it keeps of these paths. With the caller reference of an earlier call and the same paths, CloudFront answers
 * with that one's invalidation and does nothing again.
 */
export async function createInvalidation(
  connection: Connection,
  distribution: string,
  { paths, callerReference }: { readonly paths: readonly string[]; readonly callerReference: string },
  signal?: AbortSignal,
): Promise<Invalidation> {
  const what = `invalidating ${paths.length === 1 ? paths[0] : `${paths.length} paths`} of ${distribution}`;
  return describing({ ...connection, what, action: 'cloudfront:CreateInvalidation' }, async () => {
    const { CreateInvalidationCommand } = await load();
    const client = await cloudFront(connection);
    const command = new CreateInvalidationCommand({
      DistributionId: distribution,
      InvalidationBatch: {
        CallerReference: callerReference,
        Paths: { Quantity: paths.length, Items: [...paths] },
      },
    });
    return invalidationOf((await client.send(command, abortable(signal))).Invalidation);
  });
}

export async function readInvalidation(
  connection: Connection,
  distribution: string,
  id: string,
  signal?: AbortSignal,
): Promise<Invalidation> {
  const what = `asking how far the invalidation ${id} is`;
  return describing({ ...connection, what, action: 'cloudfront:GetInvalidation' }, async () => {
    const { GetInvalidationCommand } = await load();
    const client = await cloudFront(connection);
    const command = new GetInvalidationCommand({ DistributionId: distribution, Id: id });
    return invalidationOf((await client.send(command, abortable(signal))).Invalidation);
  });
}

function invalidationOf(
  given: { Id?: string | undefined; Status?: string | undefined } | undefined,
): Invalidation {
  return { id: given?.Id ?? '', status: given?.Status ?? 'InProgress' };
}
