import { gzipSync } from 'node:zlib';
import { exitCode, UserError } from '../errors.ts';
import { ownPrefix } from './keys.ts';
import { cutList, rowsInPieces } from './rows-in-pieces.ts';
import { decodeJson, inflated, isRecord } from './stored-json.ts';

/** Where the list of what is deployed lies in the site's bucket. */
export const deployedKey = `${ownPrefix}deploy.json`;

/** What is known of an object of the site. */
export interface DeployedFile {
  /** Bytes. */
  readonly size: number;
  /** When the file was written on the disk that it came from, in seconds since 1970. For people: nothing is decided by it. */
  readonly modified: number;
  /** Of its content (`contentHash`); undefined: not known, because an upload was interrupted. */
  readonly hash: string | undefined;
  /** Of its headers (`headersHash`). */
  readonly headers: string;
  /** The number of the first deploy that did not have it. */
  readonly gone?: number;
}

/** What a deploy left in the bucket. */
export interface Deployed {
  /** Of the deploy that wrote it. */
  readonly id: string;
  /** Counts deploys from 1. */
  readonly number: number;
  readonly files: ReadonlyMap<string, DeployedFile>;
  /** What CloudFront was to forget after it: whoever finds the deploy's claim asks again. */
  readonly paths: readonly string[];
}

const version = 1;

/** Size, modified, hash (empty: not known), place of the headers' hash in `headers`, and the deploy since which it is gone. */
type FileRow = readonly [number, number, string, number, number?];

/** Rows that are written at once: a whole list of a large site in three forms would be most of the memory that a deploy takes. */
const rowsAtOnce = 1000;

/** The list as it is stored: `{version, id, number, paths, files: {KEY: ROW, …}, headers}`, compressed some rows at a time. */
export function encodeDeployed({ id, number, files, paths }: Deployed): Uint8Array {
  const places = new Map<string, number>();
  const pieces: Buffer[] = [];
  const write = (text: string) => pieces.push(gzipSync(text));
  write(`${JSON.stringify({ version, id, number, paths }).slice(0, -1)},"files":{`);
  let rows: string[] = [];
  let separator = '';
  for (const [key, file] of files) {
    rows.push(`${separator}${JSON.stringify(key)}:${JSON.stringify(rowOf(file, places))}`);
    separator = ',';
    if (rows.length === rowsAtOnce) {
      write(rows.join(''));
      rows = [];
    }
  }
  write(`${rows.join('')}},"headers":${JSON.stringify([...places.keys()])}}`);
  return Buffer.concat(pieces);
}

function rowOf(
  { size, modified, hash = '', headers, gone }: DeployedFile,
  places: Map<string, number>,
): FileRow {
  const place = places.get(headers) ?? places.size;
  places.set(headers, place);
  return gone === undefined ? [size, modified, hash, place] : [size, modified, hash, place, gone];
}

/**
 * The list as it was stored; undefined when it cannot be read as one.
 * @throws UserError `deploy-list-newer`
 */
export function decodeDeployed(body: Uint8Array): Deployed | undefined {
  const plain = inflated(body);
  const cut = plain && cutList(plain);
  // One that somebody wrote anew, by hand perhaps, is read as a whole.
  return (cut && deployedIn(cut.outline, rowsInPieces(cut.rows))) ?? wholeIn(body);
}

function wholeIn(body: Uint8Array): Deployed | undefined {
  const read = decodeJson(body);
  return isRecord(read) && isRecord(read.files) ? deployedIn(read, [read.files]) : unreadable(read);
}

/** Of a later version everything but its number may be another. */
function unreadable(read: unknown): undefined {
  if (isRecord(read) && typeof read.version === 'number') refuseNewer(read.version);
}

function deployedIn(
  outline: Readonly<Record<string, unknown>>,
  pieces: Iterable<Readonly<Record<string, unknown>> | undefined>,
): Deployed | undefined {
  if (typeof outline.version !== 'number') return undefined;
  refuseNewer(outline.version);
  const { id, number, paths, headers } = outline;
  if (typeof id !== 'string' || typeof number !== 'number' || !Array.isArray(headers)) return undefined;
  const names: readonly unknown[] = headers;
  const files = new Map<string, DeployedFile>();
  for (const piece of pieces) {
    if (piece === undefined) return undefined;
    for (const key of Object.keys(piece)) {
      const file = fileIn(piece[key], names);
      if (file === undefined) return undefined;
      files.set(key, file);
    }
  }
  return { id, number, files, paths: textsIn(paths) };
}

/** @throws UserError `deploy-list-newer` */
export function refuseNewer(found: number): void {
  if (found <= version) return;
  throw new UserError({
    code: 'deploy-list-newer',
    message: 'Reading what is deployed: a newer version of this program has deployed the site.',
    next: ['Use that version, or a newer one'],
    exitCode: exitCode.refused,
  });
}

function fileIn(row: unknown, names: readonly unknown[]): DeployedFile | undefined {
  if (!Array.isArray(row)) return undefined;
  const [size, modified, hash, place, gone]: readonly unknown[] = row;
  const headers = typeof place === 'number' ? names[place] : undefined;
  if (typeof size !== 'number' || typeof modified !== 'number') return undefined;
  if (typeof hash !== 'string' || typeof headers !== 'string') return undefined;
  return { size, modified, hash: hash || undefined, headers, ...(typeof gone === 'number' && { gone }) };
}

function textsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const values: readonly unknown[] = value;
  return values.filter((one) => typeof one === 'string');
}
