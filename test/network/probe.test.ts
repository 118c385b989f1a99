import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { probe } from '../../source/network/probe.ts';

async function serve(
  listener: RequestListener,
): Promise<{ readonly port: number; readonly seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return { port: address.port, seen };
}

const timeoutMilliseconds = 5_000;

describe('a probe', () => {
  test('tells status, server and that CloudFront answered', async () => {
    const { port } = await serve((_, response) => {
      response.writeHead(200, {
        server: 'nginx',
        'x-amz-cf-id': 'abc',
        via: '1.1 x.cloudfront.net (CloudFront)',
      });
      response.end('hello');
    });
    const result = await probe({ url: `http://127.0.0.1:${port}/`, timeoutMilliseconds });
    expect(result).toEqual({
      status: 200,
      server: 'nginx',
      viaCloudFront: true,
      milliseconds: expect.any(Number),
    });
  });

  test('does not follow a redirect', async () => {
    const { port, seen } = await serve((_, response) => {
      response.writeHead(301, { location: 'https://api.example.com/' });
      response.end();
    });
    const result = await probe({ url: `http://127.0.0.1:${port}/`, timeoutMilliseconds });
    expect(result).toMatchObject({ status: 301, location: 'https://api.example.com/', viaCloudFront: false });
    expect(seen).toHaveLength(1);
  });

  test('says who asks', async () => {
    const { port, seen } = await serve((_, response) => response.end());
    await probe({ url: `http://127.0.0.1:${port}/`, timeoutMilliseconds });
    expect(seen[0]?.headers['user-agent']).toMatch(/^copilot-cdn\/\d+\.\d+\.\d+ \(\+check\)$/);
  });

  test("asks another host for the URL's host", async () => {
    const { port, seen } = await serve((_, response) => response.end());
    await probe({ url: `http://api.example.com:${port}/path?q=1`, via: '127.0.0.1', timeoutMilliseconds });
    expect(seen[0]?.headers.host).toBe(`api.example.com:${port}`);
    expect(seen[0]?.url).toBe('/path?q=1');
  });

  test.each([
    [
      'the host that would have been dialled',
      { via: 'd111.cloudfront.net' },
      'https://d111.cloudfront.net/a?b=c',
    ],
    ["the URL's host", {}, 'https://api.example.com/a?b=c'],
  ])('sent to another address it names %s in its request line', async (_, via, target) => {
    const { port, seen } = await serve((_request, response) => response.end());
    await probe({
      url: 'https://api.example.com/a?b=c',
      connectTo: `127.0.0.1:${port}`,
      timeoutMilliseconds,
      ...via,
    });
    expect(seen[0]?.url).toBe(target);
    expect(seen[0]?.headers.host).toBe('api.example.com');
  });

  test('does not wait for the end of a body', async () => {
    const { port } = await serve((_, response) => {
      response.writeHead(200);
      response.write('and so on');
    });
    expect(await probe({ url: `http://127.0.0.1:${port}/`, timeoutMilliseconds })).toMatchObject({
      status: 200,
    });
  });
});

describe('a probe without an answer', () => {
  test('says that nobody listens', async () => {
    const result = await probe({ url: 'http://127.0.0.1:1/', timeoutMilliseconds });
    expect(result).toEqual({
      milliseconds: expect.any(Number),
      viaCloudFront: false,
      error: 'the connection was refused',
    });
  });

  test('gives up in time', async () => {
    const { port } = await serve(() => undefined);
    const result = await probe({ url: `http://127.0.0.1:${port}/`, timeoutMilliseconds: 100 });
    expect(result.status).toBeUndefined();
    expect(result.error).toMatch(/^no answer within/);
  });

  test('ends when it is called off', async () => {
    const calledOff = new AbortController();
    const { port } = await serve(() => calledOff.abort());
    const asking = probe({ url: `http://127.0.0.1:${port}/`, signal: calledOff.signal, timeoutMilliseconds });
    await expect(asking).rejects.toThrow('aborted');
  });

  test('says that the connection was cut', async () => {
    const { port } = await serve((request) => request.socket.destroy());
    const result = await probe({ url: `http://127.0.0.1:${port}/`, timeoutMilliseconds });
    expect(result.error).toBe('the connection was cut');
  });

  test('says that what answers speaks no TLS', async () => {
    const { port } = await serve((_, response) => response.end());
    const result = await probe({ url: `https://127.0.0.1:${port}/`, timeoutMilliseconds });
    expect(result.error).toMatch(/^TLS could not be agreed on/);
  });
});
