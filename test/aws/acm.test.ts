import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type CertificateSummary, certificatePages, describeCertificate } from '../../source/aws/acm.ts';
import { type Connection, inRegion } from '../../source/aws/connection.ts';
import type { Certificate } from '../../source/sandbox/world.ts';
import { account, openAws, putCertificate } from './support.ts';

const search = 'acm:SearchCertificates';
const list = 'acm:ListCertificates';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function all(connection: Connection, wanted = {}): Promise<CertificateSummary[]> {
  const found: CertificateSummary[] = [];
  for await (const page of certificatePages(inRegion(connection, 'us-east-1'), undefined, wanted))
    found.push(...page);
  return found;
}

function id({ arn }: { readonly arn: string }): string | undefined {
  return arn.split('/')[1];
}

describe.each([
  ['SearchCertificates', []],
  ['ListCertificates, where the search is denied', [search]],
])('%s', (_call, denied: readonly string[]) => {
  test('gives certificates of every key type and status', async () => {
    const { connection, world } = await openAws({ denied });
    const keyTypes: Certificate['keyAlgorithm'][] = [
      'RSA_1024',
      'RSA_2048',
      'RSA_3072',
      'RSA_4096',
      'EC_prime256v1',
      'EC_secp384r1',
      'EC_secp521r1',
    ];
    const statuses: Certificate['status'][] = [
      'PENDING_VALIDATION',
      'ISSUED',
      'INACTIVE',
      'EXPIRED',
      'VALIDATION_TIMED_OUT',
      'REVOKED',
      'FAILED',
    ];
    for (const keyAlgorithm of keyTypes) putCertificate(world, keyAlgorithm, { keyAlgorithm });
    for (const status of statuses) putCertificate(world, status, { status });
    expect((await all(connection)).map(id)).toEqual([...keyTypes, ...statuses]);
  });

  test('tells of each what can be told', async () => {
    const { connection, world } = await openAws({ denied });
    const { arn, notAfter, created } = putCertificate(world, 'used', {
      inUseBy: new Set(['arn:distribution']),
    });
    expect(await all(connection)).toEqual([
      {
        arn,
        domainName: 'example.com',
        names: ['example.com', '*.example.com'],
        namesComplete: true,
        status: 'ISSUED',
        keyAlgorithm: 'RSA_2048',
        type: 'AMAZON_ISSUED',
        notAfter,
        createdAt: created,
        inUse: true,
        renewalEligible: true,
      },
    ]);
  });
});

describe('pages', () => {
  test('come one by one, the first before the second is asked for', async () => {
    const { connection, world } = await openAws();
    for (let index = 0; index < 1_200; index += 1) putCertificate(world, `c${index}`);
    const pages = certificatePages(inRegion(connection, 'us-east-1'));
    expect((await pages.next()).value).toHaveLength(500);
    expect(world.calls).toHaveLength(1);
    expect((await pages.next()).value).toHaveLength(500);
    expect((await pages.next()).value).toHaveLength(200);
    expect((await pages.next()).done).toBe(true);
    expect(world.calls).toHaveLength(3);
  });

  test('that are listed say whether all names were in them; the search has all', async () => {
    const names = Array.from({ length: 130 }, (_, index) => `n${index}.example.com`);
    const { connection, world } = await openAws();
    putCertificate(world, 'many', { domainName: 'n0.example.com', names });
    putCertificate(world, 'few');
    expect((await all(connection)).map(({ namesComplete }) => namesComplete)).toEqual([true, true]);
    world.knobs.denied.add(search);
    const listed = await all(connection);
    expect(listed.map(({ namesComplete }) => namesComplete)).toEqual([false, true]);
    expect(listed[0]?.names).toHaveLength(100);
  });

  test('can be asked for issued certificates with a text in a name', async () => {
    const { connection, world } = await openAws();
    putCertificate(world, 'yes', { names: ['www.example.org'] });
    putCertificate(world, 'pending', { names: ['www.example.org'], status: 'PENDING_VALIDATION' });
    putCertificate(world, 'other', { names: ['www.example.net'] });
    expect((await all(connection, { issuedWith: 'example.org' })).map(id)).toEqual(['yes']);
    // The older call knows no such filter: what it gives has to be looked at again.
    world.knobs.denied.add(search);
    expect((await all(connection, { issuedWith: 'example.org' })).map(id)).toEqual(['yes', 'other']);
  });
});

describe('the older call stands in', () => {
  test('for an endpoint that knows no other, without asking that eight times', async () => {
    const { connection, world } = await openAws();
    putCertificate(world, 'one');
    const refused = await without('SearchCertificates', 500, '<!doctype html><title>500</title>');
    expect((await all(connection)).map(id)).toEqual(['one']);
    expect(refused()).toBe(1);
    expect(world.calls.map(({ operation }) => operation)).toEqual(['ListCertificates']);
  });

  test('for one that says so in AWS’s words', async () => {
    const { connection, world } = await openAws();
    putCertificate(world, 'one');
    const refused = await without('SearchCertificates', 400, '{"__type":"UnknownOperationException"}');
    expect((await all(connection)).map(id)).toEqual(['one']);
    expect(refused()).toBe(1);
  });

  test('not for expired credentials, which it would not have either', async () => {
    const { connection, world } = await openAws({ expireCredentialsAfterSeconds: 0 });
    await expect(all(connection)).rejects.toMatchObject({ code: 'credentials-expired' });
    expect(world.calls.map(({ operation }) => operation)).toEqual(['SearchCertificates']);
  });

  test('not for a call that is throttled: that is tried again', async () => {
    const { connection, world } = await openAws({ throttleRate: 1 });
    putCertificate(world, 'one');
    const listing = all(connection);
    await vi.waitUntil(() => world.calls.length >= 2);
    world.knobs.throttleRate = 0;
    expect((await listing).map(id)).toEqual(['one']);
    expect(new Set(world.calls.map(({ operation }) => operation))).toEqual(new Set(['SearchCertificates']));
  });

  test('not once the search has begun', async () => {
    const { connection, world } = await openAws();
    for (let index = 0; index < 600; index += 1) putCertificate(world, `c${index}`);
    const pages = certificatePages(inRegion(connection, 'us-east-1'));
    await pages.next();
    world.knobs.denied.add(search);
    await expect(pages.next()).rejects.toMatchObject({ code: 'access-denied' });
    expect(world.calls.map(({ operation }) => operation)).not.toContain('ListCertificates');
  });

  test('and where it is denied as well, names the action and who may not', async () => {
    const { connection } = await openAws({ denied: [search, list] });
    await expect(all(connection)).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringMatching(/user\/dev may not use acm:ListCertificates/),
    });
  });
});

describe('a description', () => {
  test('has all names and what uses the certificate', async () => {
    const { connection, world } = await openAws();
    const names = Array.from({ length: 130 }, (_, index) => `n${index}.example.com`);
    const inUseBy = ['arn:aws:cloudfront::111122223333:distribution/E1'];
    const { arn } = putCertificate(world, 'many', {
      domainName: 'n0.example.com',
      names,
      inUseBy: new Set(inUseBy),
    });
    expect(await describeCertificate(inRegion(connection, 'us-east-1'), arn)).toMatchObject({
      names,
      namesComplete: true,
      status: 'ISSUED',
      keyAlgorithm: 'RSA_2048',
      inUse: true,
      inUseBy,
    });
  });

  test('misses a certificate by its ARN, account and region', async () => {
    const { connection } = await openAws();
    const arn = `arn:aws:acm:us-east-1:${account}:certificate/none`;
    await expect(describeCertificate(inRegion(connection, 'us-east-1'), arn)).rejects.toMatchObject({
      code: 'certificate-not-found',
      message: `There is no certificate ${arn}: account ${account} has none of that name in us-east-1.`,
    });
  });

  test('that is denied names the action', async () => {
    const { connection, world } = await openAws({ denied: ['acm:DescribeCertificate'] });
    const { arn } = putCertificate(world, 'one');
    await expect(describeCertificate(inRegion(connection, 'us-east-1'), arn)).rejects.toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('may not use acm:DescribeCertificate'),
    });
  });
});

/** From now on calls go to an endpoint that does not know the operation and passes the others on. Tells how often it was asked. */
async function without(operation: string, status: number, body: string): Promise<() => number> {
  const behind = process.env.AWS_ENDPOINT_URL ?? '';
  let asked = 0;
  const server = createServer(async (request: IncomingMessage, response) => {
    if (request.headers['x-amz-target']?.toString().endsWith(`.${operation}`)) {
      asked += 1;
      response.writeHead(status).end(body);
      return;
    }
    const { host, connection, 'content-length': length, ...headers } = request.headers;
    const texts = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    const answer = await fetch(`${behind}${request.url}`, {
      method: 'POST',
      headers: texts,
      body: await buffer(request),
    });
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(await answer.text());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address.port}`);
  return () => asked;
}
