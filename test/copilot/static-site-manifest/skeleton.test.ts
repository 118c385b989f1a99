import { expect, test } from 'vitest';
import { checkStaticSiteManifest } from '../../../source/copilot/static-site-manifest/check.ts';
import { openStaticSiteManifest } from '../../../source/copilot/static-site-manifest/read.ts';
import {
  type NewStaticSite,
  staticSiteSkeleton,
} from '../../../source/copilot/static-site-manifest/skeleton.ts';

const arn = 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b';

function read(site: NewStaticSite, environment?: string) {
  const origin = { file: 'manifest.yml', folder: site.name, application: 'shop', environment, variables: {} };
  return openStaticSiteManifest(staticSiteSkeleton(site), origin);
}

test('is short, and says what each part is for', () => {
  const site: NewStaticSite = {
    name: 'docs',
    files: [{ source: 'docs/dist', recursive: true, exclude: ['*.map'] }, { source: 'robots.txt' }],
    http: { alias: 'docs.example.com', certificate: arn },
    routing: 'pretty',
  };
  expect(staticSiteSkeleton(site)).toBe(`# The manifest of this static site, written by copilot-cdn.
# Everything that Copilot knows of it: https://aws.github.io/copilot-cli/docs/manifest/static-site/
name: docs
type: Static Site

# Its own name, and a certificate for it in us-east-1.
http:
  alias: docs.example.com
  certificate: ${arn}

# What is uploaded; paths are relative to the folder that holds copilot/.
files:
  - source: docs/dist
    recursive: true
    exclude: '*.map'
  - source: robots.txt

# How an address finds its file: /about is about.html. Copilot does not read this.
x-copilot-cdn:
  routing: pretty
`);
});

test('has name and certificate of one environment only there', () => {
  const site: NewStaticSite = {
    name: 'docs',
    files: [{ source: './', recursive: true }],
    http: { alias: 'docs.example.com' },
    environment: 'prod',
    routing: 'pages',
  };
  expect(read(site).alias).toBeUndefined();
  expect(read(site, 'prod')).toMatchObject({ alias: 'docs.example.com', routing: 'pages' });
});

test('is read again as it was meant, whatever files are called', () => {
  const names = [
    'a: b',
    '- x',
    `\${HOME}`,
    "it's",
    '"quoted"',
    '#1',
    'yes',
    '長い',
    'tab\there',
    '[s].html',
    `\\\${X}`,
  ];
  const site: NewStaticSite = {
    name: 'docs',
    files: names.map((source) => ({ source, exclude: names, reinclude: [source] })),
    routing: 'single-page',
  };
  const manifest = read(site);
  expect(manifest.files.map(({ source }) => source)).toEqual(names);
  expect(manifest.files[0]?.exclude).toEqual(names);
  expect(checkStaticSiteManifest(manifest).filter(({ severity }) => severity === 'error')).toEqual([]);
});
