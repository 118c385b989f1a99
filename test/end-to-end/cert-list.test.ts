import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { CertificateEvent, Event } from '../../source/event.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import { environment } from '../support/environment.ts';
import { builtProgram } from '../support/run.ts';
import { inEdgeRegion, twoThousand, withCertificates } from './certificates.ts';
import { openShop, parseEvents, resultOf } from './shop.ts';

async function list(
  scenario: string | Scenario,
  args: readonly string[] = [],
  denied: readonly string[] = [],
) {
  const shop = await openShop({ scenario });
  for (const action of denied) shop.world.knobs.denied.add(action);
  const { finished, events } = await shop.events(['cert', 'list', ...args]);
  const certificates = events.filter((event) => event.type === 'certificate');
  return { shop, finished, events, certificates };
}

function short(certificates: readonly CertificateEvent[]) {
  return certificates.map(({ domainName, usable, reason }) => [domainName, usable ? 'usable' : reason]);
}

describe('copilot-cdn cert list', () => {
  it('shows on lines which can be used, and why the others cannot, the best first', async () => {
    const shop = await openShop();
    const { code, stdout, stderr } = await shop.run(['cert', 'list']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const shown = stdout.replaceAll(/ {3}(?:issued|imported).*/g, '');
    expect(`\n${shown}`).toMatchInlineSnapshot(`
      "
        To be covered: api.example.com, www.example.com
      ✔ *.example.com     covers both   211 days   renews itself
      – www.example.com   covers 1 of 2, not api.example.com
      – api.example.com   waiting for validation for 3 days
      – old.example.com   expired 12 days ago
        One for *.example.com is in us-west-2, which CloudFront cannot use.

      ✔ 1 of 4 in us-east-1 can be used for these names. The best is *.example.com: it covers both names and renews itself.

        Next
          copilot-cdn setup --env prod --certificate arn:aws:acm:us-east-1:111122223333:certificate/ac6a7340-d609-edb3-8f12-6d7f0e52f41e
      "
    `);
    expect(shop.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
  });

  it('tells programs all there is to know, the result last', async () => {
    const { events, certificates } = await list('fresh');
    expect(certificates[0]).toEqual({
      time: expect.any(String),
      type: 'certificate',
      arn: expect.stringMatching(/^arn:aws:acm:us-east-1:/),
      domainName: '*.example.com',
      names: ['*.example.com', 'example.com'],
      usable: true,
      recommended: true,
      covered: ['api.example.com', 'www.example.com'],
      missing: [],
      status: 'ISSUED',
      issuedBy: 'AMAZON_ISSUED',
      keyAlgorithm: 'RSA_2048',
      notAfter: expect.stringMatching(/Z$/),
      renewsItself: true,
      inUse: false,
      title: '*.example.com',
      columns: ['covers both', '211 days', 'renews itself'],
      details: expect.any(Array),
    });
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      command: 'cert list',
      ok: true,
      exitCode: 0,
      certificates: 4,
      usable: 1,
      best: certificates[0]?.arn,
    });
  });

  it('asks for few things: what names the environment has, and the list', async () => {
    const { shop } = await list('fresh');
    expect(shop.world.calls.map(({ operation }) => operation).sort()).toEqual([
      'AssumeRole',
      'DescribeStacks',
      'GetCallerIdentity',
      'GetParameter',
      'GetParametersByPath',
      'GetTemplate',
      'SearchCertificates',
      'SearchCertificates',
    ]);
  });

  it('takes the names of an HTTP-only environment from the manifests of its services', async () => {
    const { events } = await list('http-only');
    expect(events.find((event) => event.type === 'fact')).toMatchObject({
      value: ['api.example.com', 'www.example.com'],
    });
  });
});

describe('each of these ends well:', () => {
  it.each<[string, Scenario, readonly (readonly [string, string])[], RegExp]>([
    ['no certificate', withCertificates(), [], /^There is no certificate in us-east-1\.$/],
    [
      'one that fits',
      withCertificates(inEdgeRegion('one', ['*.example.com'])),
      [['*.example.com', 'usable']],
      /^1 of 1 .* The best is \*\.example\.com/,
    ],
    [
      'only keys of elliptic curves',
      withCertificates(
        inEdgeRegion('p521', ['*.example.com'], { keyAlgorithm: 'EC_secp521r1', validForDays: 300 }),
        inEdgeRegion('p384', ['*.example.com'], { keyAlgorithm: 'EC_secp384r1', validForDays: 200 }),
        inEdgeRegion('p256', ['*.example.com'], { keyAlgorithm: 'EC_prime256v1' }),
      ),
      [
        ['*.example.com', 'usable'],
        ['*.example.com', 'CloudFront does not take its key (EC P-521)'],
        ['*.example.com', 'CloudFront does not take its key (EC P-384)'],
      ],
      /^1 of 3 /,
    ],
    [
      'a wildcard that covers one label too few',
      withCertificates(inEdgeRegion('above', ['*.com']), inEdgeRegion('apex', ['example.com'])),
      [
        ['*.com', 'covers neither name'],
        ['example.com', 'covers neither name'],
      ],
      /^None of the 2 /,
    ],
    [
      'pending for days',
      withCertificates(
        inEdgeRegion('pending', ['*.example.com'], { status: 'PENDING_VALIDATION', madeDaysAgo: 2 }),
      ),
      [['*.example.com', 'waiting for validation for 2 days']],
      /^The one certificate in us-east-1 cannot be used for these names\.$/,
    ],
    [
      'imported, and it ends within a month',
      withCertificates(
        inEdgeRegion('soon', ['*.example.com'], { type: 'IMPORTED', validForDays: 21 }),
        inEdgeRegion('later', ['*.example.com'], { type: 'IMPORTED', validForDays: 90, madeDaysAgo: 200 }),
      ),
      [
        ['*.example.com', 'usable'],
        ['*.example.com', 'usable'],
      ],
      /^2 of 2 .* is valid the longest\.$/,
    ],
  ])('%s', async (_what, scenario, certificates, summary) => {
    const found = await list(scenario);
    expect(found.finished.code).toBe(0);
    const order = short(found.certificates);
    expect(order.toSorted()).toEqual(certificates.toSorted());
    expect(order[0]?.[1] === 'usable').toBe(certificates.some(([, usable]) => usable === 'usable'));
    expect(resultOf(found.events)).toMatchObject({ ok: true, summary: expect.stringMatching(summary) });
  });

  it('two thousand, thirty of which fit', async () => {
    const { finished, certificates, events, shop } = await list(withCertificates(...twoThousand()));
    expect(finished.code).toBe(0);
    expect(certificates).toHaveLength(2_000);
    expect(certificates.map(({ usable }) => usable)).toEqual([
      ...Array.from({ length: 30 }, () => true),
      ...Array.from({ length: 1_970 }, () => false),
    ]);
    expect(resultOf(events)).toMatchObject({ usable: 30, certificates: 2_000 });
    expect(shop.world.calls.filter(({ operation }) => operation === 'SearchCertificates')).toHaveLength(5);
  });

  it('two thousand that are read slowly: not a line is lost', async () => {
    const shop = await openShop({ scenario: 'large' });
    const child = spawn(process.execPath, [builtProgram, 'cert', 'list', '--json'], {
      cwd: shop.workspace,
      env: environment(shop.variables),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output: Buffer[] = [];
    for await (const part of child.stdout) {
      output.push(part);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(resultOf(parseEvents(Buffer.concat(output).toString()))).toMatchObject({ certificates: 1_999 });
  });

  it.each([
    ['the newer call denied', ['acm:SearchCertificates']],
    ['the older call denied, which is not needed then', ['acm:ListCertificates']],
    ['descriptions denied, which are not needed then', ['acm:DescribeCertificate']],
  ])('%s', async (_what, denied) => {
    const { finished, certificates } = await list('fresh', [], denied);
    expect(finished.code).toBe(0);
    expect(short(certificates)[0]).toEqual(['*.example.com', 'usable']);
  });

  it('both calls denied: the action, and who may not use it', async () => {
    const { finished, events } = await list('fresh', [], ['acm:SearchCertificates', 'acm:ListCertificates']);
    expect(finished.code).toBe(2);
    expect(errorOf(events)).toMatchObject({
      code: 'access-denied',
      message:
        'Listing the certificates in us-east-1 failed: arn:aws:iam::111122223333:user/dana may not use acm:ListCertificates.',
    });
  });
});

describe('--name', () => {
  it('asks for other names, without an environment, a workspace or a region', async () => {
    const shop = await openShop();
    const { code, stdout } = await shop.run(
      ['cert', 'list', '--json', '--name', 'www.example.com', '--name', 'example.com'],
      {
        cwd: '/',
        env: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined, COPILOT_CDN_WORKSPACE: undefined },
      },
    );
    expect(code).toBe(0);
    const events = parseEvents(stdout);
    expect(events.find((event) => event.type === 'certificate')).toMatchObject({
      usable: true,
      covered: ['www.example.com', 'example.com'],
    });
    expect([...new Set(shop.world.calls.map(({ operation }) => operation))]).toEqual(['SearchCertificates']);
  });

  it('takes a name of another alphabet, and shows both of its forms', async () => {
    const scenario = withCertificates(inEdgeRegion('idn', ['*.xn--bcher-kva.example']));
    const { shop, certificates } = await list(scenario, ['--name', 'www.bücher.example']);
    expect(certificates[0]).toMatchObject({ usable: true, domainName: '*.xn--bcher-kva.example' });
    const { stdout } = await shop.run(['cert', 'list', '--name', 'www.bücher.example']);
    expect(stdout).toContain('To be covered: www.bücher.example (www.xn--bcher-kva.example)');
    expect(stdout).toContain('✔ *.bücher.example (*.xn--bcher-kva.example)   covers it');
  });
});

it('asks which environment is meant where there are several', async () => {
  const { fresh } = await import('../../source/sandbox/scenarios/fresh.ts');
  const [prod] = fresh.environments;
  if (prod === undefined) throw new Error('The scenario has no environment.');
  const scenario = { ...fresh, environments: [prod, { ...prod, name: 'test', services: [] }] };
  const { finished, events } = await list(scenario);
  expect(finished.code).toBe(2);
  expect(errorOf(events)).toMatchObject({
    code: 'answer-missing',
    next: expect.arrayContaining(['copilot-cdn cert list --env prod', 'copilot-cdn cert list --env test']),
  });
});

it('has a recording that can be played', async () => {
  const shop = await openShop();
  await shop.run(['cert', 'list', '--record', 'run.ndjson']);
  const played = await shop.run(['replay', 'run.ndjson', '--speed', '100']);
  expect(played.code).toBe(0);
  expect(played.stdout).toContain('✔ *.example.com     covers both');
});

function errorOf(events: readonly Event[]): Event | undefined {
  return events.find((event) => event.type === 'error');
}
