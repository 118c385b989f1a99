import { editSource } from '../../yaml/edit.ts';
import { overridePath } from '../overrides.ts';

/**
 * The manifest with a name for its service in one environment, and only there: the default names have the environment's name in them.
 * @throws UserError `cannot-edit-safely`, and what `parseSource` throws
 */
export function nameService(
  text: string,
  {
    environment,
    alias,
    file,
  }: { readonly environment: string; readonly alias: string; readonly file: string },
): string {
  const path = overridePath(environment, ['http', 'alias']);
  return editSource(text, [{ op: 'set', path, value: alias }], { file });
}
