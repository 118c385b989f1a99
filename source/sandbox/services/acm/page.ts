import { type JsonInput, jsonText } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import { type Page, pageOf } from '../operations.ts';

/** The page that `NextToken` begins. Throws `ValidationException`: ACM has no error of its own for a wrong token. */
export function pageFrom<Item>(all: readonly Item[], input: JsonInput, size: number): Page<Item> {
  try {
    return pageOf(all, jsonText(input, 'NextToken'), size);
  } catch (error) {
    throw error instanceof Fault ? new Fault('ValidationException', 'The NextToken is not valid.') : error;
  }
}
