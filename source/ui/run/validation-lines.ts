import type { ValidationModel } from '../../stack/progress-model.ts';
import { type Line, paragraph, row, span } from '../line.ts';
import { stepMark } from '../theme.ts';

/**
 * The records that prove the names of a certificate, in at most `height` lines. What a person has to type stands whole, over several
 * lines where the screen is narrow. Those that have to be typed come first; what does not fit is counted, and printed on leaving.
 */
export function validationLines(
  validations: readonly ValidationModel[],
  width: number,
  height: number,
): readonly Line[] {
  const toType = validations.filter(isToType);
  const blocks = [...toType, ...validations.filter((each) => !isToType(each))].map((each) =>
    validationBlock(each, width),
  );
  const note =
    toType.length === 0
      ? []
      : paragraph('Write them where the domain is run. Leaving prints them, to be copied.', width, {
          indent: 4,
          tone: 'dim',
        });
  const all = [...blocks.flat(), ...note];
  if (all.length <= height) return all;
  const shown: Line[] = [];
  let count = 0;
  for (const block of blocks) {
    if (shown.length + block.length > height - 1) break;
    shown.push(...block);
    count += 1;
  }
  const more = blocks.length - count;
  return more === 0
    ? shown
    : [...shown, row('    ', span(`and ${more} more, printed when you leave`, 'dim'))];
}

/** How many lines all of it takes. */
export function validationHeight(validations: readonly ValidationModel[], width: number): number {
  return validationLines(validations, width, Number.POSITIVE_INFINITY).length;
}

function isToType({ byHand, state }: ValidationModel): boolean {
  return byHand && state === 'not-seen';
}

function validationBlock(validation: ValidationModel, width: number): readonly Line[] {
  const { names, record, state, problem } = validation;
  const words = {
    'not-seen': 'not seen yet',
    seen: 'ACM looks for it',
    validated: 'validated',
  };
  const mark = stepMark(state === 'validated' ? 'done' : state === 'seen' ? 'under-way' : 'to-come');
  const head = row('  ', mark, ` ${names.join(', ')}   `, span(words[state], 'dim'));
  if (!isToType(validation)) return [head];
  return [
    head,
    ...whole(`${record.name}.`, width),
    ...whole(`CNAME ${record.value}.`, width),
    ...(problem === undefined ? [] : paragraph(problem, width, { indent: 4, tone: 'dim' })),
  ];
}

/** Nothing of it is left out: who types half a record has typed none. */
function whole(text: string, width: number): readonly Line[] {
  const room = Math.max(10, width - 4);
  const pieces = Array.from({ length: Math.ceil(text.length / room) }, (_, index) =>
    text.slice(index * room, (index + 1) * room),
  );
  return pieces.map((piece) => row('    ', piece));
}
