import type { S3Client } from '@aws-sdk/client-s3';
import { type Connection, clients } from './connection.ts';
import { describing } from './errors.ts';

const sdk = () => import('./sdk/s3.ts');
const clientOf = clients('s3', async (settings) => new (await sdk()).S3Client(settings));

/** Runs calls to S3; what AWS refuses is told in words (codes in errors.ts). `action` as IAM writes it: `s3:ListBucket`. */
export async function callS3<Result>(
  connection: Connection,
  what: string,
  action: string,
  run: (client: S3Client, commands: Awaited<ReturnType<typeof sdk>>) => Promise<Result>,
): Promise<Result> {
  return describing({ ...connection, what, action }, async () =>
    run(await clientOf(connection), await sdk()),
  );
}
