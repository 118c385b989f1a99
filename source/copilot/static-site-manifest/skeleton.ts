import { packageFile } from '../../package-root.ts';
import { editSource } from '../../yaml/edit.ts';
import type { PlainMap } from '../../yaml/plain-value.ts';
import { pairLines, renderBlock, type Style } from '../../yaml/render.ts';
import { escapeVariables } from '../interpolate.ts';
import type { FilesEntry } from './edit.ts';
import { extensionKey, type SiteRouting } from './extension.ts';

/** What a new static site is to be. */
export interface NewStaticSite {
  readonly name: string;
  readonly files: readonly FilesEntry[];
  readonly http?: { readonly alias: string; readonly certificate?: string };
  /** Where name and certificate hold; undefined: everywhere. */
  readonly environment?: string;
  readonly routing: SiteRouting;
}

const style: Style = { step: 2, dash: 2, quotes: 'plain' };

const comments = {
  http: 'Its own name, and a certificate for it in us-east-1.',
  files: 'What is uploaded; paths are relative to the folder that holds copilot/.',
  [extensionKey]: {
    pages: 'How an address finds its file: /about is about/index.html. Copilot does not read this.',
    pretty: 'How an address finds its file: /about is about.html. Copilot does not read this.',
    'single-page':
      'How an address finds its file: each is index.html, except files. Copilot does not read this.',
  },
} as const;

/** The manifest of a new static site, as text. */
export function staticSiteSkeleton(site: NewStaticSite): string {
  const head = editSource(packageFile('templates/manifests/static-site.yml'), [
    { op: 'set', path: ['name'], value: site.name },
  ]);
  const { http, environment, routing } = site;
  const written = [
    ...(http === undefined || environment !== undefined ? [] : section('http', httpOf(http), comments.http)),
    ...section('files', site.files.map(fileOf), comments.files),
    ...section(extensionKey, { routing }, comments[extensionKey][routing]),
    ...(http === undefined || environment === undefined
      ? []
      : section('environments', { [environment]: { http: httpOf(http) } }, comments.http)),
  ];
  // A file may be called `${name}`, which would be taken for a variable.
  return escapeVariables(head + written.map((line) => `${line}\n`).join(''));
}

function section(key: string, value: PlainMap | readonly PlainMap[], comment: string): readonly string[] {
  return ['', `# ${comment}`, ...pairLines(key, renderBlock(value, style), style)];
}

function httpOf({ alias, certificate }: NonNullable<NewStaticSite['http']>): PlainMap {
  return { alias, ...(certificate !== undefined && { certificate }) };
}

function fileOf({ source, destination, recursive, exclude, reinclude }: FilesEntry): PlainMap {
  return {
    source,
    ...(destination !== undefined && { destination }),
    ...(recursive !== undefined && { recursive }),
    ...patterns('exclude', exclude),
    ...patterns('reinclude', reinclude),
  };
}

function patterns(key: string, given: FilesEntry['exclude']): PlainMap {
  const list = typeof given === 'string' ? [given] : (given ?? []);
  const [only] = list;
  return only === undefined ? {} : { [key]: list.length === 1 ? only : list };
}
