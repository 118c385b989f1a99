import type { ManifestEdit } from '../copilot/manifest-edits/manifest-edit.ts';
import { manifestEdits } from '../copilot/manifest-edits.ts';
import { decode } from './decode.ts';
import { type Bounds, type Examined, examine, isReadable, type Problem } from './examine.ts';
import { shrink } from './shrink.ts';
import { make } from './texts.ts';

export interface Found {
  readonly seed: number;
  readonly problem: Problem;
  /** The shortest that was found with the same problem. */
  readonly text: string;
}

export interface Once {
  /** Undefined for bytes that are no text. */
  readonly examined: Examined | undefined;
  readonly found: Found | undefined;
}

/** How long a text is shortened, in milliseconds. */
const patience = 20_000;

/** Makes a text, examines it, and shortens it when something is wrong. */
export async function fuzzOnce(
  seed: number,
  given: readonly string[],
  bounds: Bounds,
  /** For files that are read. */
  folder: string,
  begin: (text: string) => void = () => {},
): Promise<Once> {
  const made = make(seed, given);
  const text = 'text' in made ? made.text : await decode(made.bytes, folder);
  if (text === undefined) return { examined: undefined, found: undefined };
  begin(text);
  const examination = { edits: editsFor(text, seed), isSound: 'isSound' in made && made.isSound };
  const examined = examine(text, bounds, examination);
  const [problem] = examined.problems;
  if (problem === undefined) return { examined, found: undefined };
  const started = bounds.now();
  const fails = (candidate: string) => {
    if (bounds.now() - started > patience) return false;
    begin(candidate);
    return examine(candidate, bounds, examination).problems.some(({ kind }) => kind === problem.kind);
  };
  const shortest = shrink(text, fails, 600);
  const [last = problem] = examine(shortest, bounds, examination).problems.filter(
    ({ kind }) => kind === problem.kind,
  );
  return { examined, found: { seed, problem: last, text: shortest } };
}

/** Of a long text only a share of the edits is looked at, and of one that is refused anyway: there are other texts. */
function editsFor(text: string, seed: number): readonly ManifestEdit[] {
  if (text.length < 20_000 && isReadable(text)) return manifestEdits;
  return manifestEdits.filter((_, index) => index % 8 === seed % 8);
}
