import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { readBeginning } from '../../source/network/read-beginning.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}/static/app.js`;
}

const timeoutMilliseconds = 5_000;

test('an answer is told with its headers and what it holds', async () => {
  const url = await serve((_, response) => {
    response.writeHead(403, { server: 'AmazonS3', 'x-cache': 'Error from cloudfront' });
    response.end('<Error><Code>AccessDenied</Code></Error>');
  });
  expect(await readBeginning({ url, timeoutMilliseconds })).toEqual({
    url,
    status: 403,
    headers: expect.objectContaining({ server: 'AmazonS3', 'x-cache': 'Error from cloudfront' }),
    body: '<Error><Code>AccessDenied</Code></Error>',
    milliseconds: expect.any(Number),
  });
});

test('of an endless answer only the beginning is read', async () => {
  const url = await serve((_, response) => {
    const more = () => response.write('x'.repeat(1_000), more);
    more();
  });
  const { status, body } = await readBeginning({ url, timeoutMilliseconds });
  expect([status, body]).toEqual([200, 'x'.repeat(4_096)]);
});

test('no answer is a result', async () => {
  const url = await serve((request) => request.socket.destroy());
  expect(await readBeginning({ url, timeoutMilliseconds })).toMatchObject({
    error: 'the connection was cut',
    headers: {},
    body: '',
  });
  const silent = await serve(() => {});
  expect(await readBeginning({ url: silent, timeoutMilliseconds: 50 })).toMatchObject({
    error: 'no answer within 1 seconds',
  });
});

test('it is called off', async () => {
  const url = await serve(() => {});
  const signal = AbortSignal.timeout(20);
  await expect(readBeginning({ url, timeoutMilliseconds, signal })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
});
