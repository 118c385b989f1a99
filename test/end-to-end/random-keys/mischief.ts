import type { Random } from '../../fuzz/random.ts';

/** Keys that mean something, the more often the more they do. */
const keys: readonly string[] = [
  ...Array<string>(6).fill('\r'),
  ...Array<string>(4).fill('\u001b[B'),
  ...Array<string>(3).fill('\u001b[A'),
  ...Array<string>(2).fill('\u001b'),
  ...['\u001b[C', '\u001b[D', '\u001b[5~', '\u001b[6~', '\u001b[H', '\u001b[F', '\u001b[3~', '\u001b[Z'],
  ...['\t', ' ', '\u007f', '?', 'j', 'k', 'v', '/', 'a', 'x', '*', '.'],
];

/** What no question expects: pastes, mice, halves of sequences, letters of elsewhere, every control character but Ctrl-C. */
const oddities: readonly string[] = [
  '\u001b[200~www.example.com\u001b[201~',
  `\u001b[200~${'a'.repeat(300)}\r\n\u001b[201~`,
  '\u001b[<0;10;5M\u001b[<0;10;5m',
  '\u001b[',
  '\u001bO',
  '\u001b[1;5C',
  '\u001b[99~',
  '日本語',
  '👩‍👩‍👧',
  'שלום',
  '\u0000',
  ...'abdefghklnopqrstuvwxyz'.split('').map((letter) => String.fromCharCode(letter.charCodeAt(0) - 96)),
];

export interface Mischief {
  readonly columns: number;
  readonly rows: number;
  readonly scenario: string;
  readonly args: readonly string[];
  /** Begins once something is asked. */
  readonly patient: boolean;
  /** What is done, one after the other: bytes to write at once, or a new size. */
  readonly acts: readonly (string | { readonly columns: number; readonly rows: number })[];
}

interface Way {
  readonly scenario: string;
  readonly args: readonly string[];
}

const setups: readonly Way[] = ['fresh', 'domain', 'static-assets', 'no-certificate', 'http-only'].map(
  (scenario) => ({ scenario, args: ['setup', '--dry-run'] }),
);

/** Every conversation that can be had without changing anything; the setup is the longest. */
const ways: readonly Way[] = [
  ...setups,
  ...setups,
  { scenario: 'tls-migration', args: ['tls', '--dry-run'] },
  { scenario: 'half-migrated', args: ['off', '--dry-run'] },
  { scenario: 'fresh', args: ['site', 'init', '--dry-run'] },
  { scenario: 'no-certificate', args: ['cert', 'request', '--dry-run'] },
];

const size = (random: Random) => ({ columns: 20 + random.below(120), rows: 6 + random.below(45) });

/** What a cat on the keyboard of a wizard does. */
export function mischief(random: Random, length: number): Mischief {
  const { scenario, args } = random.pick(ways);
  return {
    ...size(random),
    scenario,
    args: [...args, ...(random.oneIn(3) ? ['--ascii'] : [])],
    patient: !random.oneIn(4),
    acts: Array.from({ length }, () => {
      if (random.oneIn(12)) return size(random);
      if (random.oneIn(6)) return random.pick(oddities);
      return Array.from({ length: 1 + random.below(3) }, () => random.pick(keys)).join('');
    }),
  };
}
