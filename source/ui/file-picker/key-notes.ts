import type { Chosen } from '../../site/tree/entries.ts';
import { firstClash } from '../../site/tree/key-clash.ts';
import { type Line, paragraph } from '../line.ts';
import { lookHere } from '../look-here.ts';
import { shown } from './tree-row.ts';

/** Under the keys: what is to be known before going on. */
export function keyNotes({ files, entries }: Chosen, width: number): readonly Line[] {
  const clash = firstClash(files);
  const secrets = files.filter(({ node }) => node.aside?.reason === 'secret').map(({ node }) => node.path);
  const excluded = entries.reduce((sum, { exclude }) => sum + exclude.length, 0);
  return [
    ...(clash === undefined
      ? []
      : lookHere(
          `Two files would have one key, ${shown(clash.key)}: ${shown(clash.one)} and ${shown(clash.other)}. Take one of them out.`,
          width,
        )),
    ...(secrets.length === 0 ? [] : lookHere(`Everyone will be able to read ${suspects(secrets)}.`, width)),
    ...(excluded === 0
      ? []
      : paragraph(`${excluded} ${excluded === 1 ? 'is' : 'are'} excluded in the manifest.`, width, {
          indent: 2,
          tone: 'dim',
        })),
  ];
}

function suspects([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return `${shown(first)}, which looks like a secret`;
  const more = others.length === 1 ? 'one more' : `${others.length} more`;
  return `${shown(first)} and ${more}, which look like secrets`;
}
