import { type QueryInput, queryText } from '../../protocol/index.ts';
import { type Page, pageOf } from '../operations.ts';

/** A page by `Marker` and `PageSize`, 400 unless told. */
export function markedPage<Item>(all: readonly Item[], input: QueryInput): Page<Item> {
  return pageOf(all, queryText(input, 'Marker'), Number(queryText(input, 'PageSize') ?? '400'));
}
