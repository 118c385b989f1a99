import { describe, expect, test } from 'vitest';
import { findCertificates, readCertificates } from '../../../source/commands/facts/certificates.ts';
import { buildScenario } from '../../../source/sandbox/scenarios/build/index.ts';
import { scenarioNamed } from '../../../source/sandbox/scenarios/index.ts';
import type { World } from '../../../source/sandbox/world.ts';
import { regionOf } from '../../../source/sandbox/world-factory.ts';
import type { CertificatesKnown } from '../../../source/wizard/setup-known.ts';
import { account, openAws, putCertificate, region } from '../../aws/support.ts';

const search = 'acm:SearchCertificates';
const names = ['api.example.com', 'www.example.com'];
const longList = ['n.example.net', ...Array.from({ length: 120 }, (_, index) => `n${index}.example.net`)];

interface Found {
  readonly known: CertificatesKnown;
  /** What was told, in its order. */
  readonly told: readonly CertificatesKnown[];
  /** How often each operation was asked for: "ListCertificates us-east-1" → 2. */
  readonly calls: Readonly<Record<string, number>>;
}

async function find(
  prepare: (world: World) => void,
  needed: readonly string[] = names,
  environmentRegion = 'us-east-1',
): Promise<Found> {
  const { connection, world } = await openAws();
  prepare(world);
  const told: CertificatesKnown[] = [];
  const known = await findCertificates({
    caller: connection,
    environmentRegion,
    names: needed,
    arrived: (next) => void told.push(next),
    signal: new AbortController().signal,
  });
  return { known, told, calls: counted(world) };
}

function counted(world: World): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation, region: where } of world.calls) {
    const key = `${operation} ${where}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** 2,000 certificates, of which 30 fit and 100 have more names than a list shows. All are in use. */
function manyCertificates(world: World): void {
  const inUseBy = new Set(['arn:aws:cloudfront::111122223333:distribution/E1']);
  for (let index = 0; index < 2_000; index += 1) {
    const fits = index % 66 === 65 && index < 1_990;
    const cutOff = index % 20 === 7;
    putCertificate(world, `c${index}`, {
      inUseBy,
      domainName: fits ? '*.example.com' : 'n.example.net',
      names: fits ? ['*.example.com'] : cutOff ? longList : ['n.example.net'],
    });
  }
}

describe('calls to AWS until the first choice can be made', () => {
  const needed = scenarioNamed('large').environments[0]?.services.flatMap(({ aliases }) => aliases) ?? [];
  const large = (world: World) => buildScenario(world, scenarioNamed('large'));

  test('large, with SearchCertificates: four', async () => {
    const { known, calls } = await find(large, needed, region);
    expect(needed).toHaveLength(50);
    expect(known.ranked).toHaveLength(1_999);
    expect(known.ranked[0]).toMatchObject({ usable: true, domainName: '*.example.com' });
    expect(calls).toEqual({ 'SearchCertificates us-east-1': 4, 'SearchCertificates us-west-2': 1 });
  });

  test('large, with ListCertificates: two, after the search was denied', async () => {
    const { known, calls } = await find(
      (world) => {
        large(world);
        world.knobs.denied.add(search);
      },
      needed,
      region,
    );
    expect(known.ranked).toHaveLength(1_999);
    expect(calls).toEqual({
      'SearchCertificates us-east-1': 1,
      'ListCertificates us-east-1': 2,
      'SearchCertificates us-west-2': 1,
      'ListCertificates us-west-2': 1,
    });
  });

  test('the worst case, all in use and a hundred with names cut off: ten descriptions more', async () => {
    const listed = await find((world) => {
      manyCertificates(world);
      world.knobs.denied.add(search);
    });
    expect(listed.calls).toEqual({
      'SearchCertificates us-east-1': 1,
      'ListCertificates us-east-1': 2,
      'DescribeCertificate us-east-1': 10,
    });
    const searched = await find(manyCertificates);
    expect(searched.known.ranked.filter(({ usable }) => usable)).toHaveLength(30);
    // The search has every name, so only what uses the best five is asked for.
    expect(searched.calls).toEqual({ 'SearchCertificates us-east-1': 4, 'DescribeCertificate us-east-1': 5 });
  });
});

describe('what has arrived', () => {
  test('is told after each page: the first rows before the last page, and then what more is known', async () => {
    const { told } = await find(manyCertificates);
    expect(told.map(({ ranked, pending }) => [ranked.length, pending])).toEqual([
      [500, true],
      [1_000, true],
      [1_500, true],
      [2_000, true],
      [2_000, false],
      [2_000, false],
    ]);
    expect(told[0]?.ranked[0]?.usable).toBe(true);
    expect(told[4]?.ranked[0]).not.toHaveProperty('inUseBy');
    expect(told[5]?.ranked[0]?.details).toContain('in use by distribution E1');
  });

  test('stays true when the list breaks off', async () => {
    const { connection, world } = await openAws();
    manyCertificates(world);
    const known = await readCertificates(
      connection,
      'us-east-1',
      names,
      () => world.knobs.denied.add('acm:*'),
      new AbortController().signal,
    );
    expect(known).toMatchObject({
      pending: false,
      failure: expect.stringContaining('may not use acm:SearchCertificates'),
    });
    expect(known.ranked).toHaveLength(500);
  });
});

describe('names that a list has cut off', () => {
  const many = [...longList, ...names];

  test('are asked for, and the certificate fits after all', async () => {
    const { known } = await find((world) => {
      world.knobs.denied.add(search);
      putCertificate(world, 'many', { domainName: 'n.example.net', names: many });
    });
    expect(known.ranked[0]).toMatchObject({ usable: true, covered: names });
  });

  test('are not asked for when something else speaks against the certificate', async () => {
    const { calls } = await find((world) => {
      world.knobs.denied.add(search);
      putCertificate(world, 'old', { names: many, status: 'EXPIRED' });
      putCertificate(world, 'key', { names: many, keyAlgorithm: 'EC_secp384r1' });
    });
    expect(calls).not.toHaveProperty('DescribeCertificate us-east-1');
  });

  test('stay unknown where that is denied: one call shows it, and it is told', async () => {
    const { known, calls } = await find((world) => {
      for (const action of [search, 'acm:DescribeCertificate']) world.knobs.denied.add(action);
      putCertificate(world, 'many', { domainName: 'n.example.net', names: many });
      putCertificate(world, 'fits', { inUseBy: new Set(['arn:x']) });
    });
    expect(known.ranked.map(({ usable, reason }) => [usable, reason])).toEqual([
      [true, undefined],
      [false, 'not known to cover api.example.com and 1 more'],
    ]);
    expect(known.partly).toMatch(/user\/dev may not use acm:DescribeCertificate/);
    expect(calls['DescribeCertificate us-east-1']).toBe(2);
  });
});

test('a certificate that was deleted meanwhile is gone from the list', async () => {
  const { connection, world } = await openAws();
  putCertificate(world, 'kept');
  const { arn } = putCertificate(world, 'gone', { inUseBy: new Set(['arn:x']) });
  const known = await readCertificates(
    connection,
    'us-east-1',
    names,
    () => regionOf(world, account, 'us-east-1').certificates.delete(arn),
    new AbortController().signal,
  );
  expect(known.ranked.map(({ arn: each }) => each.split('/')[1])).toEqual(['kept']);
});

describe('a certificate in the environment’s own region', () => {
  const elsewhere = (world: World, id: string, fitting: readonly string[]) => {
    const arn = `arn:aws:acm:${region}:${account}:certificate/${id}`;
    const certificate = putCertificate(world, id, { arn, domainName: fitting[0] ?? '', names: fitting });
    regionOf(world, account, region).certificates.set(arn, certificate);
    regionOf(world, account, 'us-east-1').certificates.delete(arn);
  };

  test('that fits is told of, in one call whatever else is there', async () => {
    const { known, calls } = await find(
      (world) => {
        for (let index = 0; index < 600; index += 1) elsewhere(world, `other${index}`, ['a.example.net']);
        elsewhere(world, 'half', ['www.example.com']);
        elsewhere(world, 'fits', ['*.example.com']);
      },
      names,
      region,
    );
    expect(known.elsewhere).toEqual([{ domainName: '*.example.com', region }]);
    expect(calls).toEqual({ 'SearchCertificates us-east-1': 1, [`SearchCertificates ${region}`]: 1 });
  });

  test('is found for a name without a subdomain, too', async () => {
    const { known } = await find(
      (world) => elsewhere(world, 'fits', ['example.com']),
      ['example.com'],
      region,
    );
    expect(known.elsewhere).toHaveLength(1);
  });
});
