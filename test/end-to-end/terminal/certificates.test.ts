import { describe, expect, it } from 'vitest';
import { scenarioNamed } from '../../../source/sandbox/scenarios/index.ts';
import { certificateArn } from '../../../source/sandbox/scenarios/names.ts';
import type { Scenario } from '../../../source/sandbox/scenarios/scenario.ts';
import type { Terminal } from '../../support/terminal.ts';
import { inEdgeRegion, twoThousand, withCertificates } from '../certificates.ts';
import { openShop, type Shop } from '../shop.ts';
import { openTerminal, questions } from './person.ts';
import { wholeFrame } from './whole-frame.ts';

interface Opened {
  readonly shop: Shop;
  readonly terminal: Terminal;
}

/** As far as the question, at once. */
async function openList(
  scenario: string | Scenario,
  {
    denied = [],
    latency,
    ...size
  }: { denied?: string[]; latency?: number; columns?: number; rows?: number } = {},
): Promise<Opened> {
  const shop = await openShop({ scenario, ...(latency !== undefined && { latency }) });
  for (const action of denied) shop.world.knobs.denied.add(action);
  const terminal = openTerminal(shop, ['setup'], size);
  await terminal.waitFor('Put CloudFront in front');
  terminal.press('enter');
  return { shop, terminal };
}

describe('the list of certificates', () => {
  it('that is empty says so, and what to do, in one sentence', async () => {
    const { terminal } = await openList(withCertificates());
    // What is elsewhere may be known a moment later.
    const screen = await wholeFrame(terminal, /CloudFront cannot use\./);
    expect(screen).toMatch(
      /There is no certificate in us-east-1: request one for api\.example\.com and\s+www\.example\.com, or import one there\./,
    );
    expect(screen).toMatch(/One for\s+\*\.example\.com is in\s+us-west-2, which\s+CloudFront cannot use\./);
    expect(screen).toContain('+ Type an ARN');
  });

  it('with one that fits asks for nothing more than Enter', async () => {
    const { terminal } = await openList(withCertificates(inEdgeRegion('one', ['*.example.com'])));
    await wholeFrame(
      terminal,
      /❯ \*\.example\.com .*covers both {3}168 days {3}renews itself {3}recommended/,
    );
    terminal.press('enter');
    await terminal.waitFor(questions.files);
    terminal.press('enter');
    await terminal.waitFor(questions.ingress);
  });

  it('of two thousand shows its first rows before the last page has come', async () => {
    const { terminal } = await openList(withCertificates(...twoThousand()), { latency: 150 });
    await terminal.waitFor(
      (screen) => /❯ \*\.example\.com [0-9a-f]{8}/.test(screen) && screen.includes('Asking ACM'),
    );
    await wholeFrame(terminal, /1 to \d+ of 2,00\d/);
    const screen = await wholeFrame(terminal, /2,000 in us-east-1\./);
    // Those that are called the same are told apart by their ids.
    expect(screen.match(/\*\.example\.com [0-9a-f]{8} +covers both/g)?.length).toBeGreaterThan(4);
  });

  it('reads well in 40 columns, with none, with some and with two thousand', async () => {
    for (const [scenario, shows] of [
      [withCertificates(), 'Type an ARN'],
      ['fresh', '❯ *.example.com'],
      ['large', /1 to \d+ of 2,00\d/],
    ] as const) {
      const { terminal } = await openList(scenario, { columns: 40, rows: 24 });
      await terminal.waitFor((screen) => screen.includes('Type an ARN') || /of 2,00\d/.test(screen));
      await wholeFrame(terminal, shows);
    }
  });

  it('of elliptic keys lets P-256 be chosen and says why P-384 cannot', async () => {
    const { terminal } = await openList(
      withCertificates(
        inEdgeRegion('p384', ['*.example.com', 'example.com'], { keyAlgorithm: 'EC_secp384r1' }),
        inEdgeRegion('p256', ['*.example.com'], { keyAlgorithm: 'EC_prime256v1' }),
      ),
    );
    const screen = await wholeFrame(terminal, 'EC P-256 · not in use');
    expect(screen).toContain('CloudFront does not take its key (EC P-384)');
    terminal.press('down', 'enter');
    await terminal.waitFor(/cannot be chosen: CloudFront does not take its key\s+\(EC P-384\)/);
  });

  it('says what uses a certificate', async () => {
    const { shop, terminal } = await openList('fresh', { latency: 100 });
    const arn = certificateArn(scenarioNamed('fresh'), 'wildcard');
    shop.world.accounts
      .get('111122223333')
      ?.regions.get('us-east-1')
      ?.certificates.get(arn)
      ?.inUseBy.add(
        'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop-admin/50dc6c495c0c9188',
      );
    await terminal.waitFor('in use by load balancer shop-admin');
  });
});

describe('where the list may not be read', () => {
  const denied = ['acm:SearchCertificates', 'acm:ListCertificates', 'acm:DescribeCertificate'];

  it('it says which action is missing for whom, and an ARN can be typed', async () => {
    const { terminal } = await openList('fresh', { denied });
    const screen = await wholeFrame(terminal, /An\s+ARN can still be typed\./);
    expect(screen.replaceAll(/\s+/g, ' ')).toContain(
      'arn:aws:iam::111122223333:user/dana may not use acm:ListCertificates. An ARN can still be typed.',
    );
    terminal.press('end', 'enter');
    await terminal.waitFor('What is the ARN of the certificate?');
    terminal.type(certificateArn(scenarioNamed('fresh'), 'wildcard'));
    terminal.press('enter');
    await terminal.waitFor(questions.files);
    terminal.press('enter');
    await terminal.waitFor(questions.ingress);
  });

  it('descriptions alone: only what uses a certificate stays unknown', async () => {
    const used = withCertificates(inEdgeRegion('one', ['*.example.com']));
    const shop = await openShop({ scenario: used });
    for (const certificate of shop.world.accounts
      .get('111122223333')
      ?.regions.get('us-east-1')
      ?.certificates.values() ?? [])
      certificate.inUseBy.add('arn:aws:cloudfront::111122223333:distribution/E1');
    shop.world.knobs.denied.add('acm:DescribeCertificate');
    const terminal = openTerminal(shop, ['setup']);
    await terminal.waitFor(questions.cdn);
    terminal.press('enter');
    const screen = await wholeFrame(terminal, /acm:DescribeCertificate/);
    expect(screen).toMatch(/❯ \*\.example\.com .*recommended/);
    expect(screen).toContain('issued by Amazon · RSA 2048 · in use\n');
  });
});

describe('a key in a list of two thousand', () => {
  it('is on the screen within 50 ms', async () => {
    const { terminal } = await openList('large');
    await wholeFrame(terminal, /1,999 in us-east-1/);
    const took: number[] = [];
    let filter = '';
    for (const letter of 'customer-1777') {
      filter += letter;
      const before = performance.now();
      terminal.type(letter);
      await terminal.waitFor(`filter: ${filter}`);
      took.push(performance.now() - before);
    }
    await wholeFrame(terminal, '❯ customer-1777.example.net');
    // Beside other tests many a key has to wait for a core: the fastest counts.
    expect(Math.min(...took)).toBeLessThan(50);
  });
});
