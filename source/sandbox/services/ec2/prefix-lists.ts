import { type QueryInput, queryText, queryTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Region } from '../../world.ts';
import { pageOf } from '../operations.ts';
import { passesFilters } from './filters.ts';

/** The sandbox has only AWS's own lists. Throws `InvalidPrefixListID.NotFound`. */
export function describeManagedPrefixLists(region: Region, input: QueryInput) {
  const ids = queryTexts(input, 'PrefixListId');
  for (const id of ids) {
    if (!region.prefixLists.has(id)) {
      throw new Fault('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`);
    }
  }
  const found = [...region.prefixLists.values()]
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter(({ id, name }) =>
      passesFilters(input, { 'prefix-list-id': [id], 'prefix-list-name': [name], 'owner-id': ['AWS'] }),
    );
  const page = pageOf(found, queryText(input, 'NextToken'), Number(queryText(input, 'MaxResults') ?? '100'));
  return {
    prefixListSet: page.items.map((list) => ({
      addressFamily: list.addressFamily,
      maxEntries: list.maxEntries,
      ownerId: 'AWS',
      prefixListArn: `arn:aws:ec2:${region.name}:aws:prefix-list/${list.id}`,
      prefixListId: list.id,
      prefixListName: list.name,
      state: 'create-complete',
      tagSet: [],
      version: 1,
    })),
    nextToken: page.next,
  };
}
