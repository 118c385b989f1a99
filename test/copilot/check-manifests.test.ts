// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
import { describe, expect, it } from 'vitest';
import {
  checkManifests,
  findingOf,
  type ManifestText,
  type Surroundings,
} from '../../source/copilot/check-manifests.ts';
import { UserError } from '../../source/errors.ts';
import { told } from './told.ts';

const around: Surroundings = { application: 'shop', variables: {} };
const lbws = 'Load Balanced Web Service';
const edge = "'arn:aws:acm:us-east-1:111122223333:certificate/1a2b'";

function environment(folder: string, body = ''): ManifestText {
  const text = `name: ${folder}\ntype: Environment\n${body}`;
  return { file: `copilot/environments/${folder}/manifest.yml`, text, folder, kind: 'environment' };
}

/** `body` begins on line 3. */
function workload(folder: string, type: string, body: string): ManifestText {
  return {
    file: `copilot/${folder}/manifest.yml`,
    text: `name: ${folder}\ntype: ${type}\n${body}`,
    folder,
    kind: 'workload',
  };
}

const api = (body: string) => workload('api', lbws, body);

/** What is told of the last one. */
function check(manifests: readonly ManifestText[], more: Partial<Surroundings> = {}): string[] {
  return told(checkManifests(manifests, { ...around, ...more }).at(-1)?.findings ?? []);
}

describe('the type of a manifest', () => {
  it.each<[ManifestText, string | undefined, string[]]>([
    [environment('prod'), 'Environment', []],
    [api('http: {path: /}\n'), lbws, []],
    [workload('site', 'Static Site', 'files: [{source: dist}]\n'), 'Static Site', []],
    [workload('job', 'Scheduled Job', 'on: {schedule: daily}\nanything: goes\n'), 'Scheduled Job', []],
    [workload('job', 'Worker Service', ''), 'Worker Service', []],
    [workload('job', 'Backend Service', ''), 'Backend Service', []],
    [workload('job', 'Request-Driven Web Service', ''), 'Request-Driven Web Service', []],
    [workload('job', 'Cron Job', ''), 'Cron Job', ['type-unknown 2:7']],
    [workload('job', '', ''), undefined, ['type-unknown 2:1']],
    [workload('job', 'Environment', ''), 'Environment', ['type-unknown 2:7']],
    [
      { ...environment('prod'), text: 'name: prod\ntype: Static Site\n' },
      'Static Site',
      ['not-an-environment 2:7'],
    ],
  ])('%o', (manifest, type, expected) => {
    const [checked] = checkManifests([manifest], around);
    expect(checked).toMatchObject({ file: manifest.file, type });
    expect(told(checked?.findings ?? [])).toEqual(expected);
  });

  it.each([
    ['load balanced web service', `Write type: ${lbws}`],
    ['Static-Site', 'Write type: Static Site'],
    ['Enviroment', 'Write one of: Load Balanced Web Service, '],
  ])('the fix for %s in a folder of services', (type, fix) => {
    const [checked] = checkManifests([workload('a', type, '')], around);
    expect(checked?.findings[0]?.fix).toContain(fix);
    expect(checked?.findings[0]?.fix).not.toContain('Environment');
  });

  it('outside of a workspace, the file itself says what it is', () => {
    const text = (type: string) => ({ file: 'a.yml', text: `name: a\ntype: ${type}\n` });
    expect(check([text('Environment')])).toEqual([]);
    expect(check([text(lbws)])).toEqual(['http-missing 1:1']);
    const [checked] = checkManifests([text('Enviroment')], around);
    expect(checked?.findings[0]?.fix).toBe('Write type: Environment');
  });

  it.each([
    workload('job', 'Scheduled Job', ''),
    workload('site', 'Static Site', ''),
    api('http: {path: /}\n'),
    environment('prod'),
  ])('the name is asked of every type: $file', (manifest) => {
    expect(check([manifest])).toEqual([]);
    expect(check([{ ...manifest, folder: 'other' }])).toEqual(['name-mismatch 1:7']);
  });

  it.each(['- a\n', 'text\n'])('a file that holds no map has none: %j', (text) => {
    expect(check([{ ...environment('prod'), text }])).toEqual([
      'wrong-type 1:1',
      'name-mismatch 1:1',
      'not-an-environment 1:1',
    ]);
    expect(check([{ file: 'a.yml', text }])).toEqual(['type-unknown 1:1']);
  });
});

describe('a file that cannot be read is a finding, and the others are checked all the same', () => {
  it.each<[string, string, string]>([
    ['name: [\n', 'not-yaml', '2:1'],
    ['name: a\nalias: *.example.com\n', 'not-yaml', '2:8'],
    ['name: a\n\ttype: b\n', 'tab-indentation', '2:1'],
    ['name: a\nname: b\n', 'duplicate-key', '2:1'],
    ['name: a\n---\nname: b\n', 'several-documents', '2:1'],
  ])('%j', (text, code, place) => {
    for (const kind of ['environment', 'workload'] as const) {
      const broken = { file: 'a.yml', text, folder: 'a', kind };
      const [first, second] = checkManifests([broken, api('')], around);
      expect(first).toMatchObject({ type: undefined, findings: [{ code, severity: 'error' }] });
      expect(told(first?.findings ?? [])).toEqual([`${code} ${place}`]);
      expect(second?.findings.map((finding) => finding.code)).toContain('http-missing');
    }
  });

  it('an anchor that is there is none', () => {
    expect(check([api('http: &http {path: /}\nenvironments: {prod: {http: *http}}\n')])).toEqual([]);
    expect(check([workload('job', 'Worker Service', 'image: *none\n')])).toEqual(['not-yaml 3:8']);
  });

  it('a variable of Copilot’s own that says something else', () => {
    const variables = { COPILOT_APPLICATION_NAME: 'other' };
    const body = "http: {path: /, alias: '${COPILOT_APPLICATION_NAME}.example.com'}\n";
    expect(check([api(body)], { variables })).toEqual(['predefined-variable-overridden 1:1']);
    expect(check([environment('prod', 'x: ${COPILOT_APPLICATION_NAME}\n')], { variables })).toEqual([
      'predefined-variable-overridden 1:1',
    ]);
    expect(check([api(body)], { variables: { COPILOT_APPLICATION_NAME: 'shop' } })).toEqual([]);
  });

  it('the finding has the sentence, the excerpt and the advice of the error', () => {
    const [checked] = checkManifests([{ file: 'a.yml', text: 'name: a\nname: b\n' }], around);
    expect(checked?.findings[0]).toEqual({
      code: 'duplicate-key',
      severity: 'error',
      message: 'The key name is already on line 1.',
      fix: 'Keep one of the two.',
      path: '',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 2,
      excerpt: ['1 | name: a', '2 | name: b', '  | ^^^^'],
    });
  });

  it('an error without a place is told at the start of the file', () => {
    const error = new UserError({ code: 'manifest-not-utf-8', message: 'Not text.' });
    expect(findingOf(error)).toMatchObject({
      code: 'manifest-not-utf-8',
      line: 1,
      column: 1,
      fix: 'Mend the file.',
    });
  });
});

describe('a service is checked as it holds in each environment', () => {
  const body = 'http: {path: /, alias: localhost}\nenvironments:\n  prod: {http: {alias: www.example.com}}\n';

  it.each<[string, ManifestText[], string, string[]]>([
    [
      'nothing is overridden',
      [environment('prod')],
      'http: {path: /, alias: localhost}\n',
      ['alias-not-a-host-name 3:24'],
    ],
    ['there are no environments', [], 'http: {path: /, alias: localhost}\n', ['alias-not-a-host-name 3:24']],
    // Where every environment overrides what is wrong in the base, it holds nowhere.
    ['its only environment mends it', [environment('prod')], body, []],
    ['so does the only one that it knows of', [], body, []],
    ['another does not', [environment('prod'), environment('test')], body, ['alias-not-a-host-name 3:24']],
    [
      'an override breaks it',
      [environment('test')],
      'http: {path: /}\nenvironments:\n  prod: {http: {version: http3}}\n',
      ['protocol-version 5:26'],
    ],
    [
      'an environment that is not here',
      [],
      'http: {path: /}\nenvironments:\n  prod: {http: {version: http3}}\n',
      ['protocol-version 5:26'],
    ],
  ])('%s', (_name, environments, service, expected) => {
    expect(check([...environments, api(service)])).toEqual(expected);
  });

  it('what holds in all of them is told once', () => {
    const environments = ['dev', 'test', 'prod'].map((name) => environment(name));
    expect(check([...environments, api('http: {path: /, alias: localhost}\n')])).toHaveLength(1);
  });

  it('COPILOT_ENVIRONMENT_NAME is that of each', () => {
    const found = check([
      environment('prod'),
      environment('a_b'),
      api("http: {path: /, alias: '${COPILOT_ENVIRONMENT_NAME}'}\n"),
    ]);
    expect(found).toEqual(['alias-not-a-host-name 3:24', 'alias-not-a-host-name 3:24']);
  });

  it('a static site, too', () => {
    const site = (files: string) =>
      workload('site', 'Static Site', `files: [{}]\nenvironments: {prod: {files: [${files}]}}\n`);
    expect(check([environment('prod'), site('{source: dist}')])).toEqual([]);
    expect(check([environment('prod'), site('{source: dist}, {}')])).toEqual(['source-missing 4:47']);
    expect(check([environment('prod'), environment('test'), site('{source: dist}')])).toEqual([
      'source-missing 3:9',
    ]);
  });
});

describe('an override for an environment without a manifest', () => {
  const overriding = (name: string) =>
    api(`http: {path: /}\nenvironments:\n  ${name}:\n    http: {path: /x}\n`);

  it.each<[string, string[], string[]]>([
    ['production', ['production'], []],
    ['prodution', ['production'], ['warning environment-unknown 5:3']],
    ['prod', ['production'], ['warning environment-unknown 5:3']],
    // One of elsewhere: it looks like none of those that are here.
    ['staging', ['production'], []],
    ['prod', [], []],
  ])('%s, beside %j', (name, known, expected) => {
    expect(check([...known.map((each) => environment(each)), overriding(name)])).toEqual(expected);
  });

  it('the fix names the one that may be meant', () => {
    const [, checked] = checkManifests([environment('production'), overriding('prodution')], around);
    expect(checked?.findings[0]?.fix).toContain('Write it as production');
  });

  it('is meant when the one that it looks like is overridden as well', () => {
    const both = api(
      'http: {path: /}\nenvironments:\n  prod1: {http: {path: /x}}\n  prod2: {http: {path: /x}}\n',
    );
    expect(check([environment('prod1'), both])).toEqual([]);
  });

  it('is none for an environment whose manifest cannot be read', () => {
    const broken = { ...environment('prod1'), text: 'name: [\n' };
    expect(check([broken, environment('prod2'), overriding('prod1')])).toEqual([]);
  });
});

describe('environments', () => {
  it('each is told its own', () => {
    const manifests = [environment('test', 'cdn: {}\n'), environment('prod', 'http: 1\n')];
    const checked = checkManifests(manifests, around);
    expect(checked.map(({ findings }) => told(findings))).toEqual([['wrong-type 3:6'], ['wrong-type 3:7']]);
  });

  it('COPILOT_ENVIRONMENT_NAME is the folder’s name', () => {
    const body = "http: {public: {certificates: ['${COPILOT_ENVIRONMENT_NAME}']}}\n";
    const [checked] = checkManifests([environment('prod', body)], around);
    expect(checked?.findings[0]).toMatchObject({ code: 'certificate-not-an-arn' });
    expect(checked?.findings[0]?.message).toMatch(/^prod /);
  });

  it('go by their folder, whatever name they have themselves', () => {
    const renamed = { ...environment('prod', 'cdn: {terminate_tls: true}\n'), folder: 'live' };
    const overriding = (name: string) =>
      api(`http: {path: /}\nenvironments:\n  ${name}:\n    http: {redirect_to_https: false}\n`);
    expect(check([renamed, overriding('live')])).toEqual(['notice redirect-without-https 6:31']);
    expect(check([renamed, overriding('prod')])).toContain('warning redirect-loop 3:1');
  });
});

describe('a service and its environment', () => {
  const closed = `cdn: {certificate: ${edge}, terminate_tls: true}\n`;

  it.each<[string, ManifestText[], string[]]>([
    ['plain', [environment('prod')], []],
    ['with a certificate', [environment('prod', closed)], ['warning redirect-loop 3:1', 'alias-missing 3:7']],
    [
      'one of two',
      [environment('prod', closed), environment('test')],
      ['warning redirect-loop 3:1', 'alias-missing 3:7'],
    ],
    ['that cannot be read', [{ ...environment('prod'), text: 'name: [\n' }], []],
  ])('%s', (_name, environments, expected) => {
    expect(check([...environments, api('http: {path: /}\n')])).toEqual(expected);
  });

  it('an override counts only in its environment', () => {
    const service = api(
      'http: {path: /, alias: a.b}\nenvironments: {test: {http: {redirect_to_https: false}}}\n',
    );
    expect(check([environment('test', closed), service])).toEqual([]);
    expect(check([environment('test', closed), environment('prod', closed), service])).toEqual([
      'warning redirect-loop 3:1',
    ]);
  });

  it('of each environment its own is told', () => {
    const environments = [environment('test', closed), environment('prod', closed)];
    const found = checkManifests([...environments, api('http: {path: /, alias: a.b}\n')], around).at(
      -1,
    )?.findings;
    expect(found?.map(({ fix }) => /environments\.(\w+)/.exec(fix)?.[1])).toEqual(['test', 'prod']);
  });

  it('the environment may be one that is not asked about itself', () => {
    const context = [environment('prod', `${closed}nonsense: 1\n`)];
    const checked = checkManifests([api('http: {path: /, alias: a.b}\n')], { ...around, context });
    expect(checked.map(({ file }) => file)).toEqual(['copilot/api/manifest.yml']);
    expect(told(checked[0]?.findings ?? [])).toEqual(['warning redirect-loop 3:1']);
  });

  it('outside of a workspace, environments go by the name that they have themselves', () => {
    const file = { file: 'prod.yml', text: `name: prod\ntype: Environment\n${closed}` };
    const service = { file: 'api.yml', text: `name: api\ntype: ${lbws}\nhttp: {path: /, alias: a.b}\n` };
    expect(check([file, service])).toEqual(['warning redirect-loop 3:1']);
  });
});

it('manifests are checked in the order in which they are asked about', () => {
  const manifests = [api('http: {path: /}\n'), environment('prod'), workload('job', 'Scheduled Job', '')];
  expect(checkManifests(manifests, around).map(({ file }) => file)).toEqual(
    manifests.map(({ file }) => file),
  );
  expect(checkManifests([], around)).toEqual([]);
});
