/** What is ours in the bucket: the list of what is deployed, and the claim of a deploy under way. */
export const ownPrefix = '.copilot-cdn/';

/** In bytes of UTF-8 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const longestKey = 1024;

/**
 * Where a file of a folder goes, or the only file of a source: `destination` is what keys begin with, except that a file with a
 * destination of its own takes it as its key (docs/copilot.md, 9.1). Unlike Copilot's, a key never begins with a slash, for no
 * visitor could ask for it, and is composed (NFC), as browsers ask.
 *
 * @param relative The path below the source; undefined: the source is the file itself.
 */
export function keyOf(source: string, destination: string, relative?: string): string {
  const prefix = cleaned(destination);
  if (relative === undefined) {
    const base = source.slice(source.lastIndexOf('/') + 1);
    const takesFolder = prefix === '' || destination.endsWith('/');
    return (takesFolder ? joined(prefix, base) : prefix).normalize('NFC');
  }
  return joined(prefix, relative).normalize('NFC');
}

/** Why S3 or the site cannot have a key; undefined: it can. */
export function keyProblem(key: string): string | undefined {
  const bytes = Buffer.byteLength(key);
  if (bytes > longestKey) return `its key has ${bytes} bytes, and S3 takes ${longestKey}`;
  if (key.startsWith(ownPrefix)) return `keys below ${ownPrefix} are this program's own`;
  if (key.split('/').some((part) => part === '..' || part === '.')) return 'its key leads out of the site';
  return undefined;
}

function cleaned(destination: string): string {
  return destination
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function joined(prefix: string, rest: string): string {
  return prefix === '' ? rest : `${prefix}/${rest}`;
}
