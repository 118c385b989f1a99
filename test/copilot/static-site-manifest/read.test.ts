import { describe, expect, it } from 'vitest';
import { readStaticSiteManifest } from '../../../source/copilot/static-site-manifest/read.ts';
import { UserError } from '../../../source/errors.ts';

function read(body: string, environment: string | undefined = 'prod') {
  const origin = {
    file: 'manifest.yml',
    application: 'shop',
    environment,
    variables: { SITE: 'www.example.com' },
  };
  return readStaticSiteManifest(`name: site\ntype: Static Site\n${body}`, origin);
}

describe('the name and its certificate', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['', undefined, undefined],
    ['http:\n', undefined, undefined],
    ['http: {alias: a.example.com}\n', 'a.example.com', undefined],
    ['http: {alias: a.example.com, certificate: arn}\n', 'a.example.com', 'arn'],
    ["http: {alias: '', certificate: ''}\n", undefined, undefined],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
    ['http: {alias: "${SITE}"}\n', 'www.example.com', undefined],
    ['http: {alias: a.b}\nenvironments: {prod: {http: {alias: c.d}}}\n', 'c.d', undefined],
    ['http: {alias: a.b}\nenvironments: {test: {http: {alias: c.d}}}\n', 'a.b', undefined],
    // An empty text overrides nothing.
    ["http: {alias: a.b}\nenvironments: {prod: {http: {alias: ''}}}\n", 'a.b', undefined],
    ['http: {alias: a.b}\nenvironments: {prod: {http: {certificate: arn}}}\n', 'a.b', 'arn'],
  ])('%j', (body, alias, certificate) => expect(read(body)).toMatchObject({ alias, certificate }));

  it('an unset variable is an error', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: variables in manifests look like this.
    expect(() => read('http: {alias: "${NOWHERE}"}\n')).toThrow(UserError);
  });
});

describe('files', () => {
  const entry = { source: 'dist', destination: '', recursive: false, exclude: [], reinclude: [] };

  it.each<[string, readonly unknown[]]>([
    ['', []],
    ['files: []\n', []],
    ['files: [{source: dist}]\n', [{ ...entry, path: ['files', 0] }]],
    ['files: [~, {source: dist}]\n', [{ ...entry, path: ['files', 1] }]],
    [
      'files: [{source: dist, destination: a, recursive: Yes, exclude: /a, reinclude: [/b, ~, /c]}]\n',
      [
        {
          source: 'dist',
          destination: 'a',
          recursive: true,
          exclude: ['/a'],
          reinclude: ['/b', '/c'],
          path: ['files', 0],
        },
      ],
    ],
    ['files: [{destination: a}]\n', [{ ...entry, source: '', destination: 'a', path: ['files', 0] }]],
    ['files: [{source: dist}]\nenvironments: {prod: {files: []}}\n', []],
    [
      'files: [{source: a}, {source: b}]\nenvironments: {prod: {files: [{source: dist}]}}\n',
      [{ ...entry, path: ['files', 0] }],
    ],
  ])('%j', (body, expected) => expect(read(body).files).toEqual(expected));
});

describe('x-copilot-cdn', () => {
  it('says how addresses become keys, and with what files are sent', () => {
    const { routing, headers, isOurs } = read(
      'x-copilot-cdn:\n  routing: pretty\n  headers:\n    - match: feed.xml\n      content_type: application/rss+xml\n      cache_control: no-store\n',
    );
    expect({ routing, headers, isOurs }).toEqual({
      routing: 'pretty',
      headers: [
        {
          match: ['feed.xml'],
          headers: { contentType: 'application/rss+xml', cacheControl: 'no-store' },
        },
      ],
      isOurs: true,
    });
  });

  it('may be another in an environment, and may be missing', () => {
    expect(read('environments: {prod: {x-copilot-cdn: {routing: single-page}}}\n').routing).toBe(
      'single-page',
    );
    expect(read('')).toMatchObject({ routing: 'pages', headers: [], isOurs: false });
  });
});
