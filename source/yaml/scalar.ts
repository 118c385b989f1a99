import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { nodeOrNull } from './locate.ts';

export type Quotes = 'plain' | 'single' | 'double';

/** How a scalar is written now. */
export function quotesOf(node: Node | null): Quotes {
  if (isScalar(node) && node.type === Scalar.QUOTE_DOUBLE) return 'double';
  if (isScalar(node) && node.type === Scalar.QUOTE_SINGLE) return 'single';
  return 'plain';
}

/** How most strings among the values of a document are written. */
export function usualQuotes(root: Node | null): Quotes {
  const counts = { plain: 0, single: 0, double: 0 };
  const pending: (Node | null)[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (isMap(node)) pending.push(...node.items.map((pair) => nodeOrNull(pair.value)));
    if (isSeq(node)) pending.push(...node.items.map(nodeOrNull));
    if (isScalar(node) && typeof node.value === 'string') counts[quotesOf(node)] += 1;
  }
  if (counts.single > counts.plain && counts.single >= counts.double) return 'single';
  return counts.double > counts.plain ? 'double' : 'plain';
}

export function renderScalar(value: string | number | boolean | null, quotes: Quotes): string {
  if (value === null) return 'null';
  if (typeof value !== 'string') return String(value);
  const oneLine = !/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\uffef]/.test(value);
  if (!oneLine || quotes === 'double') return JSON.stringify(value);
  return quotes === 'plain' && isPlainSafe(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

/**
 * Is the string itself, unquoted, to YAML 1.1 and 1.2, in a block and between brackets? Copilot's parser also reads
 * `yes`, `on`, `0b1`, `1_000` and dates, so whatever begins with a digit is quoted, but for addresses.
 */
function isPlainSafe(value: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(value)) return true;
  if (/^(y|n|yes|no|on|off|true|false|null)$/i.test(value)) return false;
  return (
    /^[A-Za-z_/$][\w./:@$*+=%~^();!?-]*( [\w./@$+=%~^();?-][\w./:@$*+=%~^();!?-]*)*$/.test(value) &&
    !/:( |$)/.test(value)
  );
}
