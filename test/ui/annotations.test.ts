import { describe, expect, it } from 'vitest';
import type { Event, EventBody } from '../../source/event.ts';
import { createAnnotationPrinter } from '../../source/ui/printers/annotations.ts';
import { createJobSummary } from '../../source/ui/printers/job-summary.ts';

const stamp = (body: EventBody): Event => ({ ...body, time: '2026-11-23T10:00:00Z' });

function annotations(...bodies: readonly EventBody[]): readonly string[] {
  const lines: string[] = [];
  const print = createAnnotationPrinter(
    (line) => lines.push(line),
    (file) => `app/${file}`,
  );
  for (const body of bodies) print(stamp(body));
  return lines;
}

function summary(...bodies: readonly EventBody[]): string {
  let written = '';
  const take = createJobSummary((markdown) => {
    written += markdown;
  });
  for (const body of bodies) take(stamp(body));
  return written;
}

const finding: EventBody = {
  type: 'finding',
  file: 'copilot/a,b:c/manifest.yml',
  line: 7,
  column: 3,
  endLine: 7,
  endColumn: 9,
  code: 'alias-unknown',
  severity: 'error',
  message: '100% of\r\nit',
  fix: 'Write it: so, or so',
  path: 'cdn',
  excerpt: [],
};

describe('annotations of GitHub Actions', () => {
  it('place a finding in its file, and escape what the runner would take for its own', () => {
    expect(annotations(finding)).toEqual([
      '::error title=alias-unknown,file=app/copilot/a%2Cb%3Ac/manifest.yml,line=7,endLine=7,col=3,endColumn=8::100%25 of%0D%0Ait%0AWrite it: so, or so',
    ]);
  });

  it('have no columns where a finding goes over several lines', () => {
    expect(annotations({ ...finding, endLine: 9 })[0]).toContain(',line=7,endLine=9::');
  });

  it.each([
    ['problem', 'error'],
    ['warning', 'warning'],
    ['note', 'notice'],
  ] as const)('make of a %s of status: %s', (severity, level) => {
    const [line] = annotations({
      type: 'status',
      code: 'names-elsewhere',
      part: 'names',
      severity,
      message: 'A name leads elsewhere.',
      next: ['copilot-cdn setup'],
    });
    expect(line).toBe(`::${level} title=names-elsewhere::A name leads elsewhere.%0Acopilot-cdn setup`);
  });

  it('tell errors and warnings, and nothing that is only news', () => {
    const told = annotations(
      { type: 'notice', code: 'poll', level: 'warning', message: 'Asked again.' },
      { type: 'notice', code: 'aws-call', level: 'information', message: 'sts, 3 ms' },
      { type: 'check', id: 'caa', title: 'CAA', verdict: 'warning', why: 'It forbids.', next: ['Allow it'] },
      { type: 'check', id: 'quota', title: 'Quota', verdict: 'passed' },
      { type: 'error', code: 'network', message: 'No answer.', next: ['Look at the network'] },
      { type: 'result', command: 'setup', ok: false, exitCode: 1, summary: 'No answer.' },
    );
    expect(told).toEqual([
      '::warning title=poll::Asked again.',
      '::warning title=caa::CAA%0AIt forbids.%0AAllow it',
      '::error title=network::No answer.%0ALook at the network',
    ]);
  });
});

describe('the summary of a job', () => {
  const steps: readonly EventBody[] = [
    {
      type: 'plan',
      title: 'prod gets its CDN',
      steps: [
        { id: 'manifest', title: 'Manifest', summary: 'manifest.yml', state: 'to-come' },
        { id: 'names', title: 'Names', summary: '*.example.com | two', state: 'to-come' },
      ],
    },
    {
      type: 'step',
      id: 'manifest',
      title: 'Manifest',
      summary: 'written',
      state: 'done',
      milliseconds: 124_000,
    },
  ];

  it('has the result, the steps with what they took, and what is left', () => {
    expect(
      summary(...steps, {
        type: 'result',
        command: 'setup',
        ok: false,
        exitCode: 4,
        summary: 'Not finished: <names>.',
        left: ['api.example.com CNAME d1.cloudfront.net'],
        next: ['copilot-cdn resume'],
      }),
    ).toMatchInlineSnapshot(`
      "## copilot-cdn setup

      ❌ Not finished: &lt;names>.

      | Step | What | State | Took |
      | --- | --- | --- | --- |
      | Manifest | written | done | 2m 04s |
      | Names | \\*.example.com \\| two | to come |  |

      ### What is left

      - api.example.com CNAME d1.cloudfront.net

      ### What to do

      - copilot-cdn resume

      "
    `);
  });

  it('says the error once, and what to do', () => {
    const text = summary(
      { type: 'error', code: 'network', message: 'No answer.', next: ['Look at the network'] },
      {
        type: 'result',
        command: 'status',
        ok: false,
        exitCode: 1,
        summary: 'No answer.',
        next: ['Look at the network'],
      },
    );
    expect(text).toBe(
      '## copilot-cdn status\n\n❌ No answer.\n\n### What to do\n\n- Look at the network\n\n',
    );
  });

  it('lists what was found, no more rows than somebody reads', () => {
    const many = Array.from({ length: 60 }, () => finding);
    const text = summary(...many, {
      type: 'result',
      command: 'check',
      ok: false,
      exitCode: 2,
      summary: '60 errors.',
    });
    expect(text.match(/^\| error /gm)).toHaveLength(50);
    expect(text).toContain('And 10 more.');
  });

  it('writes nothing before the end', () => {
    expect(summary(...steps)).toBe('');
  });
});
