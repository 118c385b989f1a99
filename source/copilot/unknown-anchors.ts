import { visit } from 'yaml';
import type { SourceDocument } from '../yaml/source-document.ts';
import { SourceError } from '../yaml/source-error.ts';

/**
 * `*name` repeats what stands behind `&name`. Where nothing does, the library reads nothing, and Copilot refuses the file: most often
 * a text that begins with an asterisk stands there without quotes.
 *
 * @throws UserError `not-yaml`
 */
export function refuseUnknownAnchors(source: SourceDocument): void {
  if (!/(?:^|[\s[{,])\*/.test(source.text)) return;
  const { document, file } = source;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const [start, end] = alias.range ?? [0, 1];
      throw new SourceError(file, source.positionOf(start), {
        code: 'not-yaml',
        message: `this is not valid YAML: *${alias.source} repeats what an anchor names, and there is no &${alias.source} above.`,
        next: [`Write it in quotes, if it is a text: '*${alias.source}'`],
        details: source.excerptOf(start, end),
      });
    },
  });
}
