import { createHash } from 'node:crypto';
import type { ObjectHeaders } from '../aws/s3-uploads.ts';
import { contentTypeOf } from './content-type.ts';
import { isFingerprinted } from './fingerprint.ts';
import { matcher } from './patterns.ts';

/** Headers for the keys that one of the patterns matches; the last rule that says something of a header holds. */
export interface HeaderRule {
  readonly match: readonly string[];
  readonly headers: Partial<ObjectHeaders>;
}

/** Fingerprinted files are uploaded first, pages last: then a page never asks for what is not there yet. */
export type FileClass = 'fingerprinted' | 'other' | 'page';

const cacheControls = {
  aYear: 'public,max-age=31536000,immutable',
  anHour: 'public,max-age=3600',
  /** Kept, but asked about each time: unlike `no-store`, that costs no transfer where nothing changed. */
  revalidate: 'public,max-age=0,must-revalidate',
} as const;

const pageType = /^(text\/html|application\/xhtml\+xml)\b/;

/** What browsers and crawlers read to find the rest: data, feeds, manifests. */
const entryType = /^(application|text)\/(.*\+)?(json|xml)\b/;

/** Service workers and what registers them decide what a visitor sees for good. */
const entryName = /(^|\/)(robots\.txt|([\w.-]*[-_.])?(sw|service-?worker|registersw)\.m?js)$/i;

export function classOf(key: string, contentType: string): FileClass {
  if (pageType.test(contentType)) return 'page';
  return isFingerprinted(key) ? 'fingerprinted' : 'other';
}

/** A function from keys to their headers. */
export function headersFor(rules: readonly HeaderRule[] = []): (key: string) => ObjectHeaders {
  const matching = rules.map(({ match, headers }) => ({ matches: matcher(match), headers }));
  return (key) => {
    const own = matching.filter(({ matches }) => matches(key)).map(({ headers }) => headers);
    const wanted: Partial<ObjectHeaders> = Object.assign({}, ...own);
    const contentType = wanted.contentType ?? contentTypeOf(key);
    return { contentType, cacheControl: cacheControlOf(key, contentType), ...wanted };
  };
}

function cacheControlOf(key: string, contentType: string): string {
  const fileClass = classOf(key, contentType);
  if (fileClass === 'page' || entryName.test(key)) return cacheControls.revalidate;
  if (fileClass === 'fingerprinted') return cacheControls.aYear;
  return entryType.test(contentType) ? cacheControls.revalidate : cacheControls.anHour;
}

const known = new Map<string, string>();

/** A short name for headers: the same for the same ones, another for others. */
export function headersHash({ contentType, cacheControl, ...others }: ObjectHeaders): string {
  const { contentDisposition = '', contentEncoding = '', contentLanguage = '' } = others;
  const text = [contentType, cacheControl, contentDisposition, contentEncoding, contentLanguage].join('\n');
  const existing = known.get(text);
  if (existing !== undefined) return existing;
  const made = createHash('sha256').update(text).digest('base64url').slice(0, 10);
  known.set(text, made);
  return made;
}
