import { type QueryInput, queryStructures, queryText, queryTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import { matchesWildcard } from '../../wildcard.ts';

/** What a resource says for each filter that its operation knows. */
export type FilterValues = Readonly<Record<string, readonly string[]>>;

/** Whether every filter of a request matches; values may hold `*` and `?`. Throws for a filter it does not know. */
export function passesFilters(input: QueryInput, values: FilterValues): boolean {
  return queryStructures(input, 'Filter').every((filter) => {
    const name = queryText(filter, 'Name') ?? '';
    const have = values[name];
    if (have === undefined) throw new Fault('InvalidParameterValue', `The filter '${name}' is invalid`);
    return queryTexts(filter, 'Value').some((pattern) =>
      have.some((value) => matchesWildcard(pattern, value, 'exact')),
    );
  });
}
