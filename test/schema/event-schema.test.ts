import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../source/package-root.ts';
import { eventBodies } from '../ui/fixtures.ts';
import { schemaText } from './event-schema.ts';
import { validEvent } from './validate.ts';

const time = '2026-11-23T10:00:00.000Z';
const notice = { time, type: 'notice', code: 'poll', level: 'warning', message: 'Asked again.' };

describe('docs/events.schema.json', () => {
  it('says what source/event.ts says; npm run event-schema writes it', () => {
    expect(readFileSync(join(packageRoot, 'docs/events.schema.json'), 'utf8')).toBe(schemaText());
  });

  it.each(eventBodies.map((body) => [body.type, body] as const))('takes an event: %s', (_type, body) => {
    const event = { time, ...body };
    expect(validEvent(JSON.stringify(event))).toEqual(event);
  });

  it('takes whatever else a command tells with its result', () => {
    const result = { time, type: 'result', command: 'setup', ok: true, exitCode: 0, summary: 'Done.' };
    expect(validEvent(JSON.stringify({ ...result, distribution: 'E2EXAMPLE', names: [] }))).toMatchObject(
      result,
    );
  });

  it.each([
    ['without a time', { ...notice, time: undefined }, /time/],
    ['of a type that there is not', { ...notice, type: 'rumour' }, /no rumour event/],
    ['without a field', { ...notice, message: undefined }, /message/],
    ['with a word that is none of those', { ...notice, level: 'loud' }, /level/],
    ['with a field that is not named', { ...notice, loud: true }, /loud/],
    ['with a text where a number belongs', { ...notice, type: 'result', exitCode: '1' }, /exitCode/],
  ])('refuses a line %s', (_what, line, told) => {
    expect(() => validEvent(JSON.stringify(line))).toThrow(told);
  });
});
