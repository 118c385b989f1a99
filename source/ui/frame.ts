import { blank, type Line, span } from './line.ts';

/** The window, and what of it is written to. */
export interface Frame {
  readonly columns: number;
  readonly rows: number;
  readonly margin: number;
  /** Columns of content. Beyond some 96 the eye loses the row on its way to a duration at the right. */
  readonly width: number;
  /** One row less than the window: a frame that fills it scrolls it. */
  readonly height: number;
}

export function frameOf(columns: number, rows: number): Frame {
  const margin = columns >= 60 ? 2 : 1;
  return {
    columns,
    rows,
    margin,
    width: Math.max(10, Math.min(columns - 2 * margin, 96)),
    height: Math.max(1, rows - 1),
  };
}

/** Columns of what is read aloud: nothing is cut, and no sentence is broken. */
export const widthForTheEar = 1_000;

/** For a screen reader. Lists are as long as in a window. */
export function frameForTheEar(rows: number): Frame {
  return {
    columns: widthForTheEar,
    rows,
    margin: 0,
    width: widthForTheEar,
    height: Math.max(rows, 40),
  };
}

/** A part of the screen that can give way to others when the window is low. */
export interface Section {
  /** Lines it would like to have. */
  readonly natural: number;
  /** Lines below which it is not worth drawing. */
  readonly minimum: number;
  /** Lines it can use when nobody else wants them; default: `natural`. */
  readonly maximum?: number;
  /** What gives way first has the lowest. */
  readonly importance: number;
  /** Keeps its blank line above when the window is low. */
  readonly isApart?: boolean;
  readonly draw: (height: number) => readonly Line[];
}

/** A section that is drawn whole or, when there is no room, from its start. */
export function fixed(
  lines: readonly Line[],
  importance: number,
  options: { minimum?: number; isApart?: boolean } = {},
): Section {
  const draw = (height: number): readonly Line[] =>
    height >= lines.length
      ? lines
      : [...lines.slice(0, height - 1), [...(lines[height - 1] ?? []), span(' …', 'dim')]];
  return {
    natural: lines.length,
    minimum: Math.min(options.minimum ?? lines.length, lines.length),
    importance,
    isApart: options.isApart ?? false,
    draw,
  };
}

/** Draws sections under each other, blank lines between them as far as there is room, in at most `height` lines. */
export function stack(sections: readonly Section[], height: number): readonly Line[] {
  const present = sections.filter(({ natural }) => natural > 0);
  const natural = present.reduce((sum, section) => sum + section.natural, 0);
  const isLow = natural + present.length - 1 > height;
  const hasGap = (section: Section): boolean => !isLow || section.isApart === true;
  const heights = shareHeight(present, height, hasGap);
  const drawn = present.flatMap((section, index) => {
    const share = heights[index] ?? 0;
    return share > 0
      ? [{ lines: section.draw(share).slice(0, share), gap: hasGap(section) ? [blank] : [] }]
      : [];
  });
  return drawn
    .flatMap(({ lines, gap }, index) => (index === 0 ? lines : [...gap, ...lines]))
    .slice(0, height);
}

function shareHeight(
  sections: readonly Section[],
  height: number,
  hasGap: (section: Section) => boolean,
): readonly number[] {
  const shares = sections.map(({ natural }) => natural);
  const order = [...sections.entries()].sort(([, a], [, b]) => a.importance - b.importance);
  // A section that is dropped gives back the blank line above it as well.
  const spare = (): number => {
    const shown = sections.filter((_, index) => (shares[index] ?? 0) > 0);
    return height - shares.reduce((sum, share) => sum + share, 0) - shown.slice(1).filter(hasGap).length;
  };
  for (const [index, section] of order)
    shares[index] = Math.max(section.minimum, (shares[index] ?? 0) + Math.min(0, spare()));
  for (const [index] of order.slice(0, -1)) if (spare() < 0) shares[index] = 0;
  // One large section that went may have made room for smaller ones that went before it.
  for (const [index, { minimum }] of order.toReversed()) {
    if (shares[index] !== 0) continue;
    shares[index] = minimum;
    if (spare() < 0) shares[index] = 0;
  }
  for (const limit of ['natural', 'maximum'] as const) {
    for (const [index, section] of order.toReversed()) {
      const share = shares[index] ?? 0;
      const wanted = Math.min((section[limit] ?? section.natural) - share, spare());
      if (share > 0 && wanted > 0) shares[index] = share + wanted;
    }
  }
  return shares;
}
