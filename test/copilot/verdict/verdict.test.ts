import { describe, expect, it } from 'vitest';
import { UserError } from '../../../source/errors.ts';
import type { ManifestEdit } from '../manifest-edits/manifest-edit.ts';
import { put } from '../manifest-edits/plain-data.ts';
import { judge, type Promised } from './index.ts';

const text = `# The manifest.
name: prod   # ours
http:
  public: {}

cdn: false # later
# The end.
`;

/** Turns the CDN on, and does something else besides. */
function turningOn(change: (text: string) => string): ManifestEdit {
  return {
    name: 'cdn on',
    kind: 'environment',
    appliesTo: () => true,
    edit: (now, original) => (now === original ? change(now.replace('cdn: false', 'cdn: true')) : now),
    meant: (data) => [put(data, ['cdn'], true)],
    places: () => [['cdn']],
    back: (_, original) => original,
  };
}

function brokenBy(edit: ManifestEdit, before = text): readonly Promised[] {
  const verdict = judge(edit, before);
  return verdict.kind === 'failed' ? [...new Set(verdict.broken.map(({ promise }) => promise))] : [];
}

describe('an edit keeps its promises when it', () => {
  it('changes its value alone', () =>
    expect(
      judge(
        turningOn((after) => after),
        text,
      ).kind,
    ).toBe('done'));

  it('adds a key with a blank line around it', () => {
    expect(
      judge(
        turningOn((after) => `${after}\ncdn: true\n`),
        'name: prod\n',
      ).kind,
    ).toBe('done');
  });

  it('adds the ending that the last line lacked', () => {
    const edit = turningOn(() => 'type: x\r\nname: prod\r\ncdn: true');
    expect(judge(edit, 'type: x\r\nname: prod').kind).toBe('done');
  });
});

describe('an edit breaks a promise when it', () => {
  const rows: readonly (readonly [string, Promised, (after: string) => string])[] = [
    ['says too much', 'data', (after) => `${after}more: 1\n`],
    ['says something else', 'data', (after) => after.replace('cdn: true', 'cdn: 1')],
    ['cannot be read', 'data', (after) => `${after}cdn: true\n`],
    ['writes another key anew', 'lines', (after) => after.replace('public: {}', 'public: {  }')],
    ['quotes what it should not touch', 'lines', (after) => after.replace('prod   #', "'prod'   #")],
    ['moves spaces', 'lines', (after) => after.replace('prod   #', 'prod #')],
    ['drops a comment on a line of its own', 'lines', (after) => after.replace('# The end.\n', '')],
    ['drops the comment behind its value', 'lines', (after) => after.replace(' # later', '')],
    [
      'takes a blank line elsewhere',
      'lines',
      (after) => after.replace('# The manifest.\n', '# The manifest.\n\n'),
    ],
    ['changes line endings', 'lines', (after) => after.replaceAll('\n', '\r\n')],
    [
      'makes the order of keys another one',
      'lines',
      (after) => after.replace(/(name.*\n)(http:\n.*\n)/, '$2$1'),
    ],
  ];
  it.each(rows)('%s (%s)', (_, promise, change) => expect(brokenBy(turningOn(change))).toEqual([promise]));

  it('does more the second time', () => {
    let times = 0;
    const edit = {
      ...turningOn((after) => after),
      edit: () => `${text.replace('cdn: false', 'cdn: true')}# ${times++}\n`,
    };
    expect(brokenBy(edit)).toEqual(['twice']);
  });

  it('does not come back', () =>
    expect(brokenBy({ ...turningOn((after) => after), back: (after) => after })).toEqual(['back']));

  it('throws what nobody can mend', () => {
    const edit = turningOn(() => JSON.parse('{'));
    expect(brokenBy(edit)).toEqual(['thrown']);
  });

  it('refuses without a reason', () => {
    const refusing = (message: string) =>
      turningOn(() => {
        throw new UserError({ code: 'cannot-edit-safely', message, next: ['Change it by hand.'] });
      });
    expect(brokenBy(refusing('Editing failed.'))).toEqual(['refusal']);
    expect(judge(refusing('Editing the text was left to you: an alias.'), text).kind).toBe('refused');
  });
});
