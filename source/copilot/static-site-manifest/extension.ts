import { isPlainList, type Path, type PlainValue } from '../../yaml/plain-value.ts';
import { plainAt, stringOf, stringsOf } from '../go-yaml.ts';
import type { Violation } from '../rules.ts';
import { textOrTexts } from '../service-manifest/shape.ts';
import type { Shape } from '../shape.ts';

/** The key below which a manifest says what Copilot knows nothing of. Copilot passes it over. */
export const extensionKey = 'x-copilot-cdn';

/** How an address becomes a key: `/docs` is `docs/index.html`; or `index.html`, whatever it is; or `docs.html`. */
export const siteRoutings = ['pages', 'single-page', 'pretty'] as const;

export type SiteRouting = (typeof siteRoutings)[number];

/** What the files that match are sent with, by the names of S3. */
export interface SiteHeaders {
  readonly match: readonly string[];
  readonly headers: Readonly<Partial<Record<HeaderName, string>>>;
}

const headerKeys = {
  cache_control: 'cacheControl',
  content_type: 'contentType',
  content_disposition: 'contentDisposition',
  content_encoding: 'contentEncoding',
  content_language: 'contentLanguage',
} as const;

type HeaderName = (typeof headerKeys)[keyof typeof headerKeys];

export const extensionShape: Shape = {
  fields: {
    routing: 'name',
    headers: {
      list: {
        fields: {
          match: textOrTexts,
          cache_control: 'name',
          content_type: 'name',
          content_disposition: 'name',
          content_encoding: 'name',
          content_language: 'name',
        },
      },
    },
  },
};

export function isSiteRouting(text: string | undefined): text is SiteRouting {
  return siteRoutings.some((routing) => routing === text);
}

/** `pages` where the manifest says nothing that is known. */
export function routingOf(data: PlainValue): SiteRouting {
  const text = stringOf(plainAt(data, [extensionKey, 'routing']));
  return isSiteRouting(text) ? text : 'pages';
}

export function headersOf(data: PlainValue): readonly SiteHeaders[] {
  return entriesOf(data).map(({ item }) => ({
    match: patternsOf(item),
    headers: Object.fromEntries(
      Object.entries(headerKeys).flatMap(([key, name]) => {
        const value = stringOf(plainAt(item, [key]));
        return value === undefined || value === '' ? [] : [[name, value]];
      }),
    ),
  }));
}

/** What is wrong below our own key. Copilot has no opinion on it. */
export function extensionViolations(data: PlainValue): readonly Violation[] {
  const routing = stringOf(plainAt(data, [extensionKey, 'routing']));
  return [
    ...(routing === undefined || routing === '' || isSiteRouting(routing)
      ? []
      : [
          {
            path: [extensionKey, 'routing'],
            code: 'routing-unknown',
            message: `${routing} is no routing: there are ${siteRoutings.join(', ')}.`,
            fix: 'Write one of them, or leave it out for pages.',
          },
        ]),
    ...entriesOf(data).flatMap(({ item, path }) => headerViolations(item, path)),
  ];
}

function headerViolations(item: PlainValue, path: Path): readonly Violation[] {
  const given = Object.keys(headerKeys).flatMap((key) => {
    const value = stringOf(plainAt(item, [key]));
    return value === undefined || value === '' ? [] : [{ key, value }];
  });
  const broken = given.filter(({ value }) => /[^\t\x20-\x7e]/.test(value));
  return [
    ...(patternsOf(item).length > 0 && given.length > 0
      ? []
      : [
          {
            path,
            code: 'headers-incomplete',
            message: 'An entry of headers needs match, and at least one header for what matches.',
            fix: `Write match: a pattern, and one of ${Object.keys(headerKeys).join(', ')}.`,
          },
        ]),
    ...broken.map(({ key }) => ({
      path: [...path, key],
      code: 'header-not-plain',
      message: 'A header holds characters that cannot be sent in one.',
      fix: 'Write it on one line, in ASCII.',
    })),
  ];
}

function entriesOf(data: PlainValue): readonly { readonly item: PlainValue; readonly path: Path }[] {
  const list = plainAt(data, [extensionKey, 'headers']);
  if (!isPlainList(list)) return [];
  return list.flatMap((item, index) =>
    item === null ? [] : [{ item, path: [extensionKey, 'headers', index] }],
  );
}

function patternsOf(item: PlainValue): readonly string[] {
  const match = plainAt(item, ['match']);
  if (isPlainList(match)) return stringsOf(match) ?? [];
  const one = stringOf(match);
  return one === undefined || one === '' ? [] : [one];
}
