import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../../source/sandbox/world.ts';
import {
  account,
  type Bench,
  eventsOf,
  makeStack,
  openBench,
  putCertificate,
  startUpdate,
} from './support.ts';

interface Wanted {
  readonly aliases?: readonly string[];
  readonly certificate?: string;
  readonly id?: string;
}

function template({ aliases = [], certificate, id = 'CDN' }: Wanted = {}): string {
  const viewer = certificate === undefined ? '' : `ViewerCertificate: {AcmCertificateArn: '${certificate}'}`;
  return `
Resources:
  Topic: {Type: 'AWS::SNS::Topic'}
  ${id}:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Aliases: ${JSON.stringify(aliases)}
        DefaultCacheBehavior: {TargetOriginId: o, ViewerProtocolPolicy: allow-all}
        Origins:
          - {Id: o, DomainName: lb.example.com, CustomOriginConfig: {OriginProtocolPolicy: match-viewer}}
        ${viewer}
`;
}

const without = "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}";

function onlyDistribution({ world }: Bench): Distribution {
  const [distribution] = world.accounts.get(account)?.distributions.values() ?? [];
  if (!distribution) throw new Error('There is no distribution.');
  return distribution;
}

test('a distribution reaches the edge some time after the stack is done', () => {
  const bench = openBench();
  const certificate = putCertificate(bench.world, 'us-east-1', ['*.example.com']);
  const stack = makeStack(bench, without);
  startUpdate(bench, stack, template({ aliases: ['www.example.com'], certificate }));
  bench.clock.runFor(220);
  expect(stack.status).toBe('UPDATE_COMPLETE');
  expect(onlyDistribution(bench)).toMatchObject({ status: 'InProgress' });
  expect(onlyDistribution(bench).atEdge).toBeUndefined();
  bench.clock.runFor(120);
  const distribution = onlyDistribution(bench);
  expect(distribution.status).toBe('Deployed');
  expect(distribution.atEdge).toBe(distribution.config);
  expect(distribution.config.Aliases).toEqual(['www.example.com']);
  expect(
    bench.world.accounts.get(account)?.regions.get('us-east-1')?.certificates.get(certificate)?.inUseBy,
  ).toEqual(new Set([distribution.arn]));
});

test('an update is at the edge after the last change, not after an earlier one', () => {
  const bench = openBench();
  const certificate = putCertificate(bench.world, 'us-east-1', ['*.example.com']);
  const stack = makeStack(bench, template({ certificate }));
  startUpdate(bench, stack, template({ aliases: ['a.example.com'], certificate }));
  bench.clock.runFor(70);
  startUpdate(bench, stack, template({ aliases: ['b.example.com'], certificate }));
  bench.clock.runFor(120);
  expect(onlyDistribution(bench).status).toBe('InProgress');
  bench.clock.runAll();
  expect(onlyDistribution(bench).atEdge?.Aliases).toEqual(['b.example.com']);
});

describe('a distribution is refused', () => {
  function failureOf(wanted: (bench: Bench) => Wanted): string {
    const bench = openBench();
    const stack = makeStack(bench, without);
    startUpdate(bench, stack, template(wanted(bench)));
    bench.clock.runAll();
    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    return eventsOf(stack).find((event) => event.includes('CREATE_FAILED')) ?? '';
  }

  test('with aliases and no certificate', () => {
    expect(failureOf(() => ({ aliases: ['www.example.com'] }))).toContain(
      'you must attach a trusted certificate',
    );
  });

  test('with a certificate of another region', () => {
    const failure = failureOf(({ world }) => ({
      aliases: ['www.example.com'],
      certificate: putCertificate(world, 'us-west-2', ['*.example.com']),
    }));
    expect(failure).toContain("The specified SSL certificate doesn't exist, isn't in us-east-1 region");
  });

  test('with an alias that the certificate does not cover', () => {
    const failure = failureOf(({ world }) => ({
      aliases: ['a.b.example.com'],
      certificate: putCertificate(world, 'us-east-1', ['*.example.com']),
    }));
    expect(failure).toContain("doesn't cover the alternate domain name (CNAME)");
  });
});

test('an alias belongs to one distribution only', () => {
  const bench = openBench();
  const certificate = putCertificate(bench.world, 'us-east-1', ['*.example.com']);
  const first = template({ aliases: ['www.example.com'], certificate });
  const stack = makeStack(bench, first);
  startUpdate(bench, stack, template({ aliases: ['www.example.com'], certificate, id: 'Other' }));
  bench.clock.runAll();
  expect(eventsOf(stack)).toContainEqual(
    expect.stringMatching(
      /^Other CREATE_FAILED: .*already associated with a different resource.*AlreadyExists\)$/,
    ),
  );
});

describe('a distribution that is deleted', () => {
  function leaving() {
    const bench = openBench();
    const stack = makeStack(bench, without);
    startUpdate(bench, stack, template());
    bench.clock.runAll();
    return { bench, stack };
  }

  test('answers nobody from the beginning on, and is gone at the end', () => {
    const { bench, stack } = leaving();
    startUpdate(bench, stack, without);
    bench.clock.runFor(20);
    expect(onlyDistribution(bench).atEdge).toMatchObject({ Enabled: false });
    bench.clock.runAll();
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(bench.world.accounts.get(account)?.distributions.size).toBe(0);
  });

  test('may stay behind, disabled, with a stack that is done', () => {
    const { bench, stack } = leaving();
    bench.world.knobs.deletionFailures = new Map([['CDN', 'It is used elsewhere.']]);
    startUpdate(bench, stack, without);
    bench.clock.runAll();
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(eventsOf(stack)).toContainEqual(expect.stringMatching(/^CDN DELETE_FAILED: It is used elsewhere/));
    expect(onlyDistribution(bench)).toMatchObject({ status: 'Deployed', config: { Enabled: false } });
  });
});
