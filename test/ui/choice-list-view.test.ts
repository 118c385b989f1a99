import { describe, expect, it } from 'vitest';
import { choiceRows, focusedDetail } from '../../source/ui/choice-list/choice-list-view.ts';
import { plainText } from '../../source/ui/line.ts';
import type { Choice } from '../../source/wizard/question.ts';

const best: Choice = {
  value: 'best',
  label: '*.example.com',
  columns: ['covers both', '211 days', 'renews itself'],
  details: ['issued by Amazon', 'RSA 2048', 'in use by distribution E2EXAMPLE'],
};
const pending: Choice = { value: 'pending', label: 'api.example.com', unusable: 'waiting for validation' };
const none: Choice = { value: 'none', label: 'None', columns: ['only http://….cloudfront.net answers'] };
const typed: Choice = { value: 'type', label: 'Type an ARN', action: true };

function view(choices: readonly Choice[], focus: number, width = 76) {
  return { choices, focus, start: 0, height: choices.length, width, recommended: 'best' };
}

function rows(choices: readonly Choice[], width?: number): readonly string[] {
  return choiceRows(view(choices, 0, width)).map(plainText);
}

function detail(choices: readonly Choice[], focus: number, width?: number): readonly string[] {
  return focusedDetail(view(choices, focus, width)).map(plainText);
}

describe('the rows', () => {
  it('are aligned by their columns; a remark across them moves nothing', () => {
    expect(rows([best, pending, none, typed])).toEqual([
      '❯ *.example.com     covers both   211 days   renews itself   recommended',
      '  api.example.com   waiting for validation',
      '  None              only http://….cloudfront.net answers',
      '+ Type an ARN',
    ]);
  });

  it('show what is recommended before the last thing there is to say', () => {
    expect(rows([best, { ...pending, label: 'customer-1800.example.net' }])[0]).toBe(
      '❯ *.example.com               covers both   211 days   recommended',
    );
  });

  it('do not let a long name that cannot be chosen take room from one that can', () => {
    const long = { ...pending, label: 'bücher.example.com (xn--bcher-kva.example.com)' };
    expect(rows([best, long, typed])).toEqual([
      '❯ *.example.com                    covers both   211 days   recommended',
      '  bücher.example.com (xn--bcher…   waiting for validation',
      '+ Type an ARN',
    ]);
  });

  it('leave room for what is said of a name, however long it is', () => {
    expect(rows([{ ...pending, label: 'a-rather-long-name.customers.example.net' }], 38)).toEqual([
      '❯ a-rather-long-name…   waiting for v…',
    ]);
  });
});

describe('under the rows', () => {
  it('stands what else is known of the one in focus, in one line where that is enough for all', () => {
    expect(detail([best, pending, typed], 0)).toEqual([
      '  issued by Amazon · RSA 2048 · in use by distribution E2EXAMPLE',
    ]);
    expect(detail([best, pending, typed], 1)).toEqual(['']);
  });

  it('stand two lines for every row where one of them needs them', () => {
    expect(detail([best, pending, typed], 0, 38)).toEqual([
      '  covers both · 211 days · renews',
      '  itself · recommended · issued by Am…',
    ]);
    expect(detail([best, pending, typed], 2, 38)).toEqual(['', '']);
  });

  it('stands nothing where no row has more to say', () => {
    expect(detail([pending, typed], 0)).toEqual([]);
  });
});
