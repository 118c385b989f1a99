import { describe, expect, it } from 'vitest';
import type { Event, EventBody } from '../../source/event.ts';
import { createJsonPrinter } from '../../source/ui/printers/json.ts';
import { createPlainPrinter, type PlainPrinterOptions } from '../../source/ui/printers/plain.ts';
import { eventBodies, failedScreen, replacementChange, start } from './fixtures.ts';

const stamp = (body: EventBody, after: number): Event => ({
  ...body,
  time: new Date(start + after).toISOString(),
});

function plain(bodies: readonly EventBody[], options: PlainPrinterOptions = { ascii: false, colour: false }) {
  const lines: string[] = [];
  const print = createPlainPrinter((line) => lines.push(line), options);
  for (const [index, body] of bodies.entries()) print(stamp(body, index * 1000));
  return { lines, print };
}

const distribution: EventBody = {
  type: 'resource',
  stack: 'shop-prod',
  logicalId: 'CloudFrontDistribution',
  resourceType: 'AWS::CloudFront::Distribution',
  description: 'CloudFront distribution',
  status: 'CREATE_IN_PROGRESS',
  state: 'under-way',
  doing: 'create',
  at: '2026-11-23T10:00:05Z',
  expectedMilliseconds: 210_000,
};

describe('the plain printer', () => {
  it('writes a run as lines', () => {
    expect(`\n${plain(eventBodies).lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
        prod of shop, account 111122223333, us-west-2
      ? Which certificate should visitors see? *.example.com (recommended)

      prod gets its CDN
        1 Manifest     written
        2 Deployment   shop-prod   about 5 min
        3 Edge         E2EXAMPLE answers for both names   about 3 min
        4 Deployment   closes the load balancer   about 1 min

          copilot/environments/prod/manifest.yml   +6 −1
          @@ -4,4 +4,9 @@
           observability:
             container_insights: true
          +cdn:
          +  certificate: arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-1111-2222-3333-444455556666
           http:
             public:
          -    ingress: {}
          +    ingress:
          +      cdn: true
          +    certificates: []
          +    # ends here
      ✔ Manifest: written
      ◐ Deployment: shop-prod
          + CloudFront distribution   is added   CloudFrontDistribution
              DistributionConfig.Enabled  true
          ~ Security group of the load balancer   changes in place   PublicHTTPLoadBalancerSecurityGroup
              SecurityGroupIngress
              − tcp 443 from 0.0.0.0/0
              + tcp 443 from pl-82a045eb (CloudFront)
        ◐ shop-prod   UPDATE_IN_PROGRESS
          ◐ CloudFront distribution   usually 3m 30s
          ✔ CloudFront distribution   3m 15s
        ✔ shop-prod   UPDATE_COMPLETE   3m 35s
      ✔ Deployment: shop-prod updated   3m 36s
          ~ api.example.com   A in example.com
              − ALIAS shop-Publi-1ABC.us-west-2.elb.amazonaws.com
              + ALIAS d111111abcdef8.cloudfront.net
      ! CloudFormation did not answer once; asked again.

      ✔ prod is reached through CloudFront: d111111abcdef8.cloudfront.net.

        What is left for you
          Commit the manifest.

        Next
          copilot-cdn status
      "
    `);
  });

  it('writes an error: what is wrong, what to do, what AWS said', () => {
    const { error } = failedScreen.model;
    expect(
      `\n${plain(error === undefined ? [] : [error], { ascii: false, colour: false, width: 60 }).lines.join('\n')}\n`,
    ).toMatchInlineSnapshot(`
      "

      ✖ www.example.com already belongs to another CloudFront
        distribution.

        What to do
          find its owner: copilot-cdn status --names
          www.example.com
          then go on: copilot-cdn resume

        CloudFront said: One or more of the CNAMEs you provided
        are already associated with a different resource
        (CNAMEAlreadyExists, 409).
      "
    `);
  });

  it('does not say twice, in the result, what the error has said', () => {
    const error: EventBody = {
      type: 'error',
      code: 'x',
      message: 'It failed.',
      next: ['copilot-cdn resume'],
    };
    const result: EventBody = {
      type: 'result',
      command: 'setup',
      ok: false,
      exitCode: 1,
      summary: 'It failed.',
      next: ['copilot-cdn resume'],
    };
    expect(plain([error, result]).lines).toEqual(plain([error]).lines);
  });

  it('says in the result what the error has not said', () => {
    const error: EventBody = {
      type: 'error',
      code: 'x',
      message: 'It failed.',
      next: ['copilot-cdn resume'],
    };
    const result: EventBody = {
      type: 'result',
      command: 'setup',
      ok: false,
      exitCode: 1,
      summary: 'shop-prod is as it was.',
      next: ['copilot-cdn resume'],
    };
    expect(plain([error, result]).lines.slice(-2)).toEqual(['', '! shop-prod is as it was.']);
  });

  it('says why a change is refused', () => {
    expect(plain([{ type: 'change', step: 'deploy', ...replacementChange }]).lines).toEqual([
      '    ! Load balancer   is replaced   PublicLoadBalancer',
      '        ! it is not ours to replace: every name that points at it would stop working',
    ]);
  });

  it('does not repeat a resource whose state is told again', () => {
    const { lines } = plain([
      distribution,
      distribution,
      { ...distribution, status: 'CREATE_IN_PROGRESS (2)' },
    ]);
    expect(lines).toEqual(['    ◐ CloudFront distribution   usually 3m 30s']);
  });

  it('says what it waits for after 30 seconds of silence, and then every 30 seconds', () => {
    const { lines, print } = plain([distribution]);
    for (let after = 0; after <= 61_000; after += 1000) print.tick(start + after);
    expect(lines.slice(1)).toEqual([
      '    ◐ CloudFront distribution, 30s of about 3m 30s',
      '    ◐ CloudFront distribution, 1m 00s of about 3m 30s',
    ]);
  });

  it('says how long a step has taken, and how long it usually takes', () => {
    const edge = { id: 'edge', title: 'Edge', summary: 'E2EXAMPLE answers' } as const;
    const { lines, print } = plain([
      {
        type: 'plan',
        title: 'prod gets its CDN',
        steps: [{ ...edge, state: 'to-come', expectedMilliseconds: 180_000 }],
      },
      { type: 'step', ...edge, state: 'under-way' },
    ]);
    const before = lines.length;
    for (let after = 0; after <= 241_000; after += 1000) print.tick(start + after);
    expect(lines.slice(before)).toHaveLength(8);
    expect(lines[before]).toBe('    ◐ Edge, 30s of about 3 min');
    expect(lines.at(-1)).toBe('    ◐ Edge, 4m 00s, usually 3 min');
  });

  it('says that it still reads, until it has told what it read', () => {
    const { lines, print } = plain([
      { type: 'fact', name: 'workspace', value: '/shop', text: 'Workspace /shop' },
    ]);
    for (let after = 0; after <= 61_000; after += 1000) print.tick(start + after);
    expect(lines.slice(1)).toEqual(['    ◐ still reading, 30s', '    ◐ still reading, 1m 00s']);
    print(
      stamp(
        { type: 'status', code: 'x', part: 'names', severity: 'note', message: 'A note.', next: [] },
        62_000,
      ),
    );
    const told = lines.length;
    for (let after = 62_000; after <= 200_000; after += 1000) print.tick(start + after);
    expect(lines).toHaveLength(told);
  });

  it('keeps silent for 30 seconds at most in a run of an hour, and never draws a line again', () => {
    const at: number[] = [];
    let now = start;
    const print = createPlainPrinter(
      (line) => {
        at.push(now);
        expect(line).not.toMatch(/[\r\b\u001b]/);
      },
      { ascii: false, colour: false },
    );
    const each = { id: 'edge', title: 'Edge', summary: 'E2EXAMPLE answers' } as const;
    print(stamp({ type: 'step', ...each, state: 'under-way' }, 0));
    for (; now < start + 3_600_000; now += 1000) {
      if ((now - start) % 47_000 === 46_000)
        print(stamp({ ...distribution, state: 'under-way' }, now - start));
      if ((now - start) % 47_000 === 13_000) print(stamp({ ...distribution, state: 'done' }, now - start));
      print.tick(now);
    }
    const silences = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(Math.max(...silences)).toBe(30_000);
    expect(now - (at.at(-1) ?? 0)).toBeLessThanOrEqual(30_000);
  });

  it('is silent when nothing is under way', () => {
    const { lines, print } = plain([
      distribution,
      { ...distribution, state: 'done', status: 'CREATE_COMPLETE', milliseconds: 1000 },
    ]);
    print.tick(start + 120_000);
    expect(lines).toHaveLength(2);
  });

  it('uses only ASCII when asked to, and colours only when asked to', () => {
    expect(plain(eventBodies, { ascii: true, colour: false }).lines.join('')).toMatch(/^[\x20-\x7e]*$/);
    expect(plain(eventBodies).lines.join('')).not.toContain('\u001b');
    expect(plain(eventBodies, { ascii: false, colour: true }).lines.join('')).toContain('\u001b[32m');
  });
});

describe('the JSON printer', () => {
  it('writes each event as it is, one a line', () => {
    const lines: string[] = [];
    const print = createJsonPrinter((line) => lines.push(line));
    const events = eventBodies.map((body, index) => stamp(body, index));
    for (const event of events) print(event);
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(events);
    expect(lines.every((line) => !line.includes('\n'))).toBe(true);
  });
});
