/** A test of a path relative to its source, slashes forward. */
export type Matcher = (path: string) => boolean;

/**
 * `exclude` and `reinclude` mean what the AWS CLI's `--exclude` and `--include` mean: the whole path relative to the source is
 * compared, `*` stands for anything, slashes too, `?` for one character, `[ab]` and `[!ab]` for one of a set
 * (https://docs.aws.amazon.com/cli/latest/reference/s3/#use-of-exclude-and-include-filters). A pattern that ends in a slash, as
 * Copilot writes them, means everything below that folder. Composed and decomposed letters are the same.
 */
export function matcher(patterns: readonly string[]): Matcher {
  const expressions = patterns.map(expressionOf);
  return (path) => {
    const composed = path.normalize('NFC');
    return expressions.some((expression) => expression.test(composed));
  };
}

/** Whether a file below the folder could match one of the patterns. */
export function couldMatchBelow(patterns: readonly string[], folder: string): boolean {
  const below = `${folder}/`;
  return patterns.some((pattern) => {
    const start = cleaned(pattern).split(/[*?[]/, 1)[0] ?? '';
    return start.startsWith(below) || below.startsWith(start);
  });
}

/** Whether everything below the folder matches one of the patterns for certain. */
export function matchesAllBelow(patterns: readonly string[], folder: string): boolean {
  return patterns.some((pattern) => /[*/]$/.test(pattern) && expressionOf(pattern).test(`${folder}/`));
}

/** Whether one of the patterns names the file itself, without anything that stands for something else. */
export function namesExactly(patterns: readonly string[], path: string): boolean {
  const composed = path.normalize('NFC');
  return patterns.some((pattern) => !/[*?[]/.test(pattern) && cleaned(pattern) === composed);
}

const known = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const existing = known.get(pattern);
  if (existing) return existing;
  const made = compiled(translated(cleaned(pattern)));
  known.set(pattern, made);
  return made;
}

/** A set that ends before it begins, `[z-a]`, holds nothing. */
function compiled(expression: string): RegExp {
  try {
    return new RegExp(`^${expression}$`, 'su');
  } catch {
    return /(?!)/;
  }
}

function cleaned(pattern: string): string {
  const relative = pattern.normalize('NFC').replace(/^(\.\/)+/, '');
  return relative.endsWith('/') ? `${relative}*` : relative;
}

/** As Python's `fnmatch.translate`, which the AWS CLI uses: a bracket that is never closed is a bracket. */
function translated(pattern: string): string {
  return pattern.replace(
    /\[(!?)(\]?[^\]]*)\]|\*+|[\s\S]/gu,
    (token: string, negated: string | undefined, set: string | undefined) => {
      if (set !== undefined && set !== '') {
        return `[${negated ? '^' : ''}${set.replace(/[\\\][^]/g, '\\$&')}]`;
      }
      if (token.startsWith('*')) return '.*';
      if (token === '?') return '.';
      return token.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    },
  );
}
