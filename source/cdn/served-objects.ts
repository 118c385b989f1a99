import { keyPrefix } from './path-pattern.ts';

/** What a look at a bucket found of the objects that a pattern serves. */
export interface ServedObjects {
  readonly objects: number;
  readonly bytes: number;
  /** False: not every key was looked at. */
  readonly complete: boolean;
}

/** How much a pattern would serve, in one or two sentences; none is explained. */
export function servedInWords(pattern: string, { objects, bytes, complete }: ServedObjects): string {
  if (objects > 0) {
    const count = `${objects.toLocaleString('en-US')} ${objects === 1 ? 'object' : 'objects'}, ${bytesInWords(bytes)}`;
    return complete ? `${count}.` : `At least ${count}: not every key was looked at.`;
  }
  if (!complete) return 'None among the keys that were looked at, and there are more.';
  const prefix = keyPrefix(pattern);
  return prefix === ''
    ? `No object yet: no key in the bucket matches ${pattern}. Until there is one, every request for it is answered with 403 or 404.`
    : `No object yet: no key begins with ${prefix}. Upload to that prefix, for nothing is taken off the path: aws s3 cp FOLDER s3://BUCKET/${prefix} --recursive`;
}

/** `0 byte`, `12 kB`, `3.4 MB`: a thousand is a thousand, three digits at most. */
export function bytesInWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const format = new Intl.NumberFormat('en-US', {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  });
  return format.format(bytes / 1_000 ** power);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
