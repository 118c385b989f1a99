import { createServer, type RequestListener } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { journey } from '../../source/network/journey.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return `127.0.0.1:${address.port}`;
}

/** As through the sandbox's front door: `GET http://api.example.com/path` in the form that a proxy gets. */
const visit = (connectTo: string, path = '/') =>
  journey({ url: `http://api.example.com${path}`, connectTo, timeoutMilliseconds: 5_000 });

const redirect =
  (to: (path: string) => string | undefined): RequestListener =>
  (request, response) => {
    const location = to(request.url ?? '');
    if (location === undefined) response.end('here');
    else response.writeHead(301, { location }).end();
  };

describe('a journey', () => {
  test('follows redirects to its end, and counts', async () => {
    const at = await serve(
      redirect((url) => (url.startsWith('http:') ? 'https://api.example.com:443/' : undefined)),
    );
    expect(await visit(at)).toEqual({
      outcome: 'well',
      requests: 2,
      redirects: 1,
      slowest: expect.any(Number),
    });
  });

  test('ends at once when it is sent where it has been', async () => {
    const at = await serve(redirect(() => 'https://api.example.com:443/'));
    expect(await visit(at)).toMatchObject({
      outcome: 'circles',
      requests: 2,
      text: 'https://api.example.com/ redirects to itself without end',
    });
  });

  test('ends after a few redirects that lead on and on', async () => {
    let number = 0;
    const at = await serve(
      redirect(() => {
        number += 1;
        return `/${number}`;
      }),
    );
    expect(await visit(at)).toMatchObject({ outcome: 'circles', requests: 6, redirects: 5 });
  });

  test('does not leave the host', async () => {
    const at = await serve(redirect(() => 'https://login.example.org/'));
    expect(await visit(at)).toMatchObject({ outcome: 'well', requests: 1, redirects: 0 });
  });

  test.each<[string, number, Record<string, string>, object]>([
    ['a service that finds nothing', 404, {}, { outcome: 'well' }],
    ['a service that refuses', 403, { server: 'nginx' }, { outcome: 'well' }],
    ['CloudFront that refuses', 403, { server: 'CloudFront' }, { outcome: 'failed' }],
    [
      'an origin that is not reached',
      504,
      { server: 'CloudFront' },
      { outcome: 'failed', text: 'it answers 504' },
    ],
  ])('judges %s', async (_, status, headers, expected) => {
    const at = await serve((_request, response) => response.writeHead(status, headers).end());
    expect(await visit(at)).toMatchObject(expected);
  });

  test('takes no answer for a failure', async () => {
    const at = await serve((request) => request.socket.destroy());
    expect(await visit(at)).toMatchObject({ outcome: 'failed', text: 'the connection was cut' });
  });
});
