import { exitCode, UserError } from '../../errors.ts';
import type { RefusedFile, SiteFile } from '../site-file.ts';
import { nameBelow, refusal } from './found.ts';
import { fileKeeper } from './keep-files.ts';

const mostTold = 20;

/**
 * All files of a selection by their keys. What two entries ask for is one file; two files with one key are none.
 * @throws UserError `files-refused` when anything was refused, with every file and reason; `no-files`
 */
export async function collectFiles(
  root: string,
  selection: AsyncIterable<SiteFile | RefusedFile>,
): Promise<ReadonlyMap<string, SiteFile>> {
  const byKey = new Map<string, SiteFile>();
  const kept = fileKeeper();
  const refused: RefusedFile[] = [];
  for await (const one of selection) {
    if ('refused' in one) {
      refused.push(one);
      continue;
    }
    const other = byKey.get(one.key);
    if (other === undefined) byKey.set(one.key, kept(one));
    else if (other.path !== one.path) {
      const [name, otherName] = [nameBelow(root, one.path), nameBelow(root, other.path)];
      const why =
        name.normalize() === otherName.normalize()
          ? 'another file has the same name in other code points (NFC and NFD)'
          : `${otherName} has the same key, ${one.key}`;
      refused.push(refusal(root, one.path, 'key-twice', why));
    }
  }
  if (refused.length > 0) throw refusedError(refused);
  if (byKey.size === 0) {
    throw new UserError({
      code: 'no-files',
      message: 'Choosing the files of the site: nothing is left to upload.',
      next: [
        'Build the site first, where a build makes the files',
        'Look at files in the manifest: without recursive: true only what stands directly in a folder goes',
        'What .gitignore names does not go either, unless reinclude names it',
      ],
    });
  }
  return byKey;
}

function refusedError(refused: readonly RefusedFile[]): UserError {
  const few = refused.slice(0, mostTold).map((one) => `${one.refused}: ${one.why}`);
  const reasons = new Set(refused.map(({ reason }) => reason));
  return new UserError({
    code: 'files-refused',
    message: `Choosing the files of the site: ${refused.length === 1 ? 'one cannot go' : `${refused.length} cannot go`} there.`,
    details: refused.length > few.length ? [...few, `and ${refused.length - few.length} more`] : few,
    next: [
      'Leave them out: add them to exclude in the manifest, or to .gitignore',
      ...(reasons.has('secret') ? ['What is no secret can be named, one by one, under reinclude'] : []),
      ...(reasons.has('link-leads-outside') ? ['Put a copy where a link leads out of the folder'] : []),
    ],
    exitCode: exitCode.refused,
  });
}
