import { diffLines } from 'diff';
import { describe, expect, it } from 'vitest';
import { checkEnvironmentManifest } from '../../../source/copilot/environment-manifest/check.ts';
import { editEnvironmentManifest } from '../../../source/copilot/environment-manifest/edit.ts';
import { readEnvironmentManifest } from '../../../source/copilot/environment-manifest/read.ts';
import { readServiceManifest } from '../../../source/copilot/service-manifest/read.ts';
import { UserError } from '../../../source/errors.ts';
import { editSource } from '../../../source/yaml/edit.ts';
import { equalPlain, isPlainMap, type PlainMap, type PlainValue } from '../../../source/yaml/plain-value.ts';
import { parseSource } from '../../../source/yaml/source-document.ts';
import { corpus } from '../../yaml/corpus.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';
const broken = new Set(['environment/021.yml', 'environment/110.yml']);
const brokenServices = ['161', '164', '166', '167', '188', '210', '236', '238'].map(
  (name) => `lbws/${name}.yml`,
);

const environments = corpus('environment');
const services = corpus('lbws', 'backend', 'static-site');

/** Every variable that these files name has some value. */
const variables = Object.fromEntries(
  [...environments, ...services]
    .flatMap(({ text }) => [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name))
    .filter((name) => !/^COPILOT_(APPLICATION|ENVIRONMENT)_NAME$/.test(name))
    .map((name) => [name, 'value']),
);
const origin = { file: 'manifest.yml', application: 'shop', environment: 'test', variables };

function readable(files: typeof environments) {
  return files.filter(({ name }) => !broken.has(name) && !brokenServices.includes(name));
}

function plain(text: string): PlainValue {
  return parseSource(text).plain();
}

function mapAt(value: PlainValue | undefined, key: string): PlainMap {
  const map = isPlainMap(value) ? value[key] : undefined;
  return isPlainMap(map) ? map : {};
}

/** What the change is meant to make of the data. */
function withCdn(data: PlainValue): PlainValue {
  const root = isPlainMap(data) ? data : {};
  const http = mapAt(root, 'http');
  const open = mapAt(http, 'public');
  const old = mapAt(mapAt(open, 'security_groups'), 'ingress');
  const closed = isPlainMap(old.restrict_to)
    ? {
        ...open,
        security_groups: {
          ...mapAt(open, 'security_groups'),
          ingress: { ...old, restrict_to: { ...old.restrict_to, cdn: true } },
        },
      }
    : { ...open, ingress: { ...mapAt(open, 'ingress'), cdn: true } };
  return { ...root, cdn: { ...mapAt(root, 'cdn'), certificate }, http: { ...http, public: closed } };
}

const change = { cdn: true, certificate, restrictIngress: true };

describe.skipIf(environments.length === 0)('environment manifests as their authors wrote them', () => {
  it.each(readable(environments))('$name is read and checked', ({ text }) => {
    const manifest = readEnvironmentManifest(text, origin);
    expect(checkEnvironmentManifest(manifest).every(({ line, fix }) => line > 0 && fix !== '')).toBe(true);
  });

  it.each(environments.filter(({ name }) => broken.has(name)))('$name is refused', ({ text }) => {
    expect(() => readEnvironmentManifest(text, origin)).toThrow(UserError);
    expect(() => editEnvironmentManifest(text, change)).toThrow(UserError);
  });

  it.each(readable(environments))('$name says what was meant, and says it once', ({ text }) => {
    const edited = editEnvironmentManifest(text, change);
    expect(plain(edited)).toEqual(withCdn(plain(text)));
    expect(editEnvironmentManifest(edited, change)).toBe(edited);
  });

  it.each(readable(environments))('$name keeps every line but those of the keys', ({ text }) => {
    const removed = diffLines(text, editEnvironmentManifest(text, change))
      .filter((part) => part.removed)
      .flatMap((part) => part.value.trim().split('\n'));
    // `cdn: true` becomes a map, a certificate or `cdn: false` another value; a last line gets its ending.
    const last = text.split('\n').at(-1)?.trim();
    expect(removed.filter((line) => !/^\s*(cdn|certificate):/.test(line) && line.trim() !== last)).toEqual(
      [],
    );
  });

  it.each(readable(environments))('$name comes back byte for byte', ({ text }) => {
    const before = readEnvironmentManifest(text, origin);
    const edited = editEnvironmentManifest(text, change);
    const back = editEnvironmentManifest(edited, {
      cdn: before.cdn.enabled,
      ...(before.cdn.enabled && { certificate: before.cdn.certificate ?? null }),
      restrictIngress: before.ingress.cdn,
    });
    expect(back).toBe(text);
  });
});

describe.skipIf(services.length === 0)('service manifests as their authors wrote them', () => {
  it.each(readable(services))('$name is read', ({ text }) => {
    expect(readServiceManifest(text, origin).name).not.toBe('');
  });

  it.each(services.filter(({ name }) => brokenServices.includes(name)))('$name is refused', ({ text }) => {
    expect(() => readServiceManifest(text, origin)).toThrow(UserError);
  });

  it.each(readable(services).filter(({ name }) => name.startsWith('lbws')))(
    '$name: redirection is set, and taken back',
    ({ text }) => {
      const path = ['http', 'redirect_to_https'];
      const http = isPlainMap(plain(text)) ? mapAt(plain(text), 'http') : {};
      if (Object.keys(http).length === 0 || 'redirect_to_https' in http) return;
      const edited = editSource(text, [{ op: 'set', path, value: false }]);
      expect(equalPlain(mapAt(plain(edited), 'http').redirect_to_https ?? null, false)).toBe(true);
      expect(editSource(edited, [{ op: 'remove', path, prune: true }])).toBe(text);
    },
  );
});
