import type { Mutation } from './mutations.ts';
import type { Random } from './random.ts';

/** Texts that take a careless reader long, or overflow its stack. */
export const extremes: readonly Mutation[] = [
  (text, random) => withSection(text, random, nested(random, 10 ** (1 + random.below(4)))),
  (text, random) => withSection(text, random, 'a'.repeat(random.below(200_000))),
  (text, random) => withSection(text, random, `"${'\\n# '.repeat(random.below(50_000))}"`),
  (text, random) => bomb(random) + aliased(text, random),
  (text, random) => bomb(random) + aliased(aliased(aliased(text, random), random), random),
  (text, random) => `${text}\n${section(random, 'many', 1 + random.below(10_000))}`,
  (text, random) => `${section(random, 'many', 1 + random.below(10_000))}\n${text}`,
  (text, random) => `${text}\n${'# a comment: of no use\n'.repeat(random.below(10_000))}`,
  (text, random) => `${text}${'\n'.repeat(random.below(50_000))}`,
  (text, random) => text.replaceAll('\n', `\n${'\t'.repeat(random.below(3))}`),
  (text, random) => manyAnchors(random.below(500)) + text,
  (text) => `many: [${Array.from({ length: 20_000 }, (_, index) => `a${index}`).join(', ')}]\n${text}`,
  (_, random) =>
    String.fromCharCode(...Array.from({ length: random.below(400) }, () => random.below(0x10000))),
  (_, random) => String.fromCharCode(...Array.from({ length: random.below(400) }, () => random.below(0x80))),
];

function withSection(text: string, random: Random, value: string): string {
  const lines = text.split('\n');
  return lines.toSpliced(random.below(lines.length + 1), 0, `deep: ${value}`).join('\n');
}

function nested(random: Random, depth: number): string {
  switch (random.below(5)) {
    case 0:
      return '['.repeat(depth) + (random.oneIn(2) ? ']'.repeat(depth) : '');
    case 1:
      return '{a: '.repeat(depth) + (random.oneIn(2) ? '}'.repeat(depth) : '');
    case 2:
      return `\n  ${'- '.repeat(depth)}a`;
    case 3:
      return `\n  ${'? '.repeat(depth)}a`;
    default: {
      // The text itself grows with the square of the depth.
      const levels = Math.min(depth, 400);
      return `\n${Array.from({ length: levels }, (_, level) => `${' '.repeat(level + 1)}a:`).join('\n')}`;
    }
  }
}

/** A few aliases that repeat each other make millions. */
function bomb(random: Random): string {
  const names = [...'abcdefghijkl'].slice(0, 2 + random.below(11));
  const kind = random.below(3);
  const lines = names.map((name, index) => {
    const alias = `*${names[index - 1]}`;
    if (index === 0) return `${name}: &${name} {x: true, cdn: {y: 1}}`;
    if (kind === 0) return `${name}: &${name} [${Array.from({ length: 9 }, () => alias).join(', ')}]`;
    const entries = [...'pqrstuvw'].map((key) => `${key}: ${alias}`).join(', ');
    return `${name}: &${name} {${kind === 1 ? entries : `<<: [${alias}, ${alias}], ${entries}`}}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Another value, or a new key, is one of the bomb's. */
function aliased(text: string, random: Random): string {
  const alias = `*${random.pick([...'abcdefghijkl'])}`;
  const lines = text.split('\n');
  const at = random.below(lines.length);
  if (random.oneIn(3))
    return `${text}\n${random.pick(['http', 'cdn', 'environments', 'files', '<<'])}: ${alias}\n`;
  return lines.with(at, (lines[at] ?? '').replace(/:.*$/, `: ${alias}`)).join('\n');
}

function section(random: Random, name: string, lines: number): string {
  const written = Array.from({ length: lines }, (_, index) =>
    random.oneIn(40)
      ? `  # about ${index}`
      : `  key${index}: ${random.pick(['value', 'true', '[a, b]', "'x'", '12'])}`,
  );
  return `${name}:\n${written.join('\n')}\n`;
}

function manyAnchors(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `k${index}: &k${index} ${index === 0 ? 'x' : `[*k${index - 1}]`}\n`,
  ).join('');
}
