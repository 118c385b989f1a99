import { isPlainList, isPlainMap, type Path, type PlainValue, pathText } from '../yaml/plain-value.ts';
import type { SourceDocument } from '../yaml/source-document.ts';
import type { KnownKeys } from './environment-manifest/known-keys.ts';
import { type Finding, findingAt } from './finding.ts';
import { nearest } from './nearest.ts';

/** Keys that Copilot's parser passes over in silence. Each with the known key that it may have meant. */
export function unknownKeys(source: SourceDocument, data: PlainValue, known: KnownKeys): Finding[] {
  const all = pathsOf(known, []);

  function visit(value: PlainValue, keys: KnownKeys, path: Path): Finding[] {
    if (!isPlainMap(value)) return [];
    return Object.entries(value).flatMap(([key, item]) => {
      const here = [...path, key];
      const inside = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (inside === undefined) return [unknown(here)];
      if (inside === true) return [];
      if (!isKeysOfItems(inside)) return visit(item, inside, here);
      return isPlainList(item) ? item.flatMap((each, index) => visit(each, inside[0], [...here, index])) : [];
    });
  }

  function unknown(path: Path): Finding {
    const name = pathText(path);
    const meant = meantBy(path, all);
    return findingAt(source, path, {
      code: 'unknown-key',
      severity: 'notice',
      message: `Copilot knows no key ${name} and passes over it.`,
      fix:
        meant === undefined
          ? `Remove ${name}, or leave it: it does nothing.`
          : `Write it as ${meant}, if that is what is meant.`,
    });
  }

  return visit(data, known, []);
}

/** The same key where Copilot has it, nearby; else a key of the same map that looks alike. */
function meantBy(path: Path, all: readonly string[]): string | undefined {
  const parent = pathText(path.slice(0, -1));
  const last = String(path.at(-1));
  const elsewhere = all.find(
    (known) => known.endsWith(`.${last}`) && known.startsWith(parent === '' ? '' : `${parent}.`),
  );
  if (elsewhere !== undefined) return elsewhere;
  const prefix = parent === '' ? '' : `${parent}.`;
  const siblings = all.filter(
    (known) => known.startsWith(prefix) && !known.slice(prefix.length).includes('.'),
  );
  const [alike] = nearest(
    last,
    siblings.map((known) => known.slice(prefix.length)),
  );
  return alike === undefined ? undefined : prefix + alike;
}

function isKeysOfItems(keys: KnownKeys | readonly [KnownKeys]): keys is readonly [KnownKeys] {
  return Array.isArray(keys);
}

function pathsOf(known: KnownKeys, path: Path): string[] {
  return Object.entries(known).flatMap(([key, inside]) => {
    const here = [...path, key];
    if (inside === true || isKeysOfItems(inside)) return [pathText(here)];
    return [pathText(here), ...pathsOf(inside, here)];
  });
}
