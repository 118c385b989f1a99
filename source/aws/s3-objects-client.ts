import { clients } from './connection.ts';

export const load = () => import('./sdk/s3-objects.ts');

/** More than this many requests at once make S3 slow down rather than faster. */
const mostConnections = 64;

/** How long a connection may be silent. How long a request takes as a whole, the line decides: a large part takes minutes on a slow one. */
const longestSilence = 60_000;

/**
 * For many objects: sockets that stay open, enough of them, no timeout for a request as a whole, and no question before a large body
 * (`Expect: 100-continue` makes the SDK open a new connection for each).
 */
export const clientOf = clients('s3', async ({ requestHandler, ...settings }) => {
  const { S3Client } = await load();
  const agent = { keepAlive: true, maxSockets: mostConnections };
  return new S3Client({
    ...settings,
    requestHandler: {
      connectionTimeout: requestHandler.connectionTimeout,
      logger: requestHandler.logger,
      socketTimeout: longestSilence,
      httpAgent: agent,
      httpsAgent: agent,
    },
    expectContinueHeader: false,
  });
});

/** Of a request or an answer, as middleware of the SDK gets them. */
export function headersIn(message: unknown): object | undefined {
  if (typeof message !== 'object' || message === null || !('headers' in message)) return undefined;
  const { headers } = message;
  return typeof headers === 'object' && headers !== null ? headers : undefined;
}
