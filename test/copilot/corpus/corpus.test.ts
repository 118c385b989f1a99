import { describe, expect, it } from 'vitest';
import { checkManifests } from '../../../source/copilot/check-manifests.ts';
import { readEnvironmentManifest } from '../../../source/copilot/environment-manifest/read.ts';
import { readServiceManifest } from '../../../source/copilot/service-manifest/read.ts';
import { readStaticSiteManifest } from '../../../source/copilot/static-site-manifest/read.ts';
import { UserError } from '../../../source/errors.ts';
import { type CorpusFile, corpus } from '../../yaml/corpus.ts';
import { manifestEdits } from '../manifest-edits.ts';
import { kindOf, manifestText, outcomesOf, unreadable } from './outcomes.ts';

const files = corpus('environment', 'lbws', 'backend', 'static-site');

/** Not valid YAML, or with a key that is there twice; everything else can be worked with. */
const broken = [
  'environment/021.yml',
  'environment/110.yml',
  'lbws/161.yml',
  'lbws/164.yml',
  'lbws/166.yml',
  'lbws/167.yml',
  'lbws/188.yml',
  'lbws/210.yml',
  'lbws/236.yml',
  'lbws/238.yml',
];
const readable = files.filter(({ name }) => !broken.includes(name));

const readers = {
  environment: readEnvironmentManifest,
  service: readServiceManifest,
  'static site': readStaticSiteManifest,
} as const;

/** In a shell in which every variable that these files name is set. */
function read(file: CorpusFile) {
  const names = [...file.text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  const own = names.filter((name) => !/^COPILOT_(APPLICATION|ENVIRONMENT)_NAME$/.test(name));
  const variables = Object.fromEntries(own.map((name) => [name, 'value']));
  const origin = { file: file.name, application: 'shop', environment: 'test', variables };
  return readers[kindOf(file)](file.text, origin);
}

function check(file: CorpusFile) {
  const around = { application: 'shop', variables: {} };
  return checkManifests([manifestText(file)], around).flatMap(({ findings }) => findings);
}

function named(all: readonly CorpusFile[]): readonly (readonly [string, CorpusFile])[] {
  return all.map((file) => [file.name, file]);
}

describe.skipIf(files.length === 0)('manifests as their authors wrote them', () => {
  it('can be read, but for ten', () => {
    expect(files.flatMap((file) => unreadable(file)?.name ?? [])).toEqual(broken);
  });

  it.each(named(readable))('%s is read', (_, file) => expect(read(file).name).not.toBe(''));

  it.each(named(files))(
    '%s is checked, and what is said of it has a place and something to do',
    (_, file) => {
      expect(check(file).filter(({ line, column, fix }) => line < 1 || column < 1 || fix === '')).toEqual([]);
    },
  );

  it.each(named(files).filter(([name]) => broken.includes(name)))(
    '%s is refused and left alone',
    (name, file) => {
      expect(() => read(file)).toThrow(UserError);
      const [finding] = check(file);
      expect(finding).toMatchObject({ code: unreadable(file)?.code, severity: 'error' });
      for (const { edit, kind } of manifestEdits)
        if (kind === kindOf(file)) expect(() => edit(file.text, file.text), name).toThrow(UserError);
    },
  );
});

describe.skipIf(files.length === 0)('in every manifest of its kind', () => {
  it.each(manifestEdits.map((edit) => [`${edit.kind}: ${edit.name}`, edit] as const))(
    '%s says what was meant, keeps all other lines, comes back and is done once',
    (_, edit) => {
      const { files: outcomes } = outcomesOf(edit, readable);
      expect(outcomes.filter(({ verdict }) => verdict.kind !== 'done')).toEqual([]);
    },
  );

  it('what a setup writes comes back byte for byte', () => {
    const setup = manifestEdits.find(({ name }) => name.startsWith('cdn with a certificate'));
    const outcomes = setup === undefined ? [] : outcomesOf(setup, readable).files;
    expect(outcomes.length).toBe(readable.filter((file) => kindOf(file) === 'environment').length);
    const oneWay = outcomes.filter(
      ({ verdict }) => verdict.kind !== 'done' || verdict.noWayBack !== undefined,
    );
    expect(oneWay.map(({ name }) => name)).toEqual([]);
  });
});
