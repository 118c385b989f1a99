import { describe, expect, test } from 'vitest';
import { parseRecord } from '../../source/copilot/record.ts';

const path = '/copilot/applications/shop';

describe('a record', () => {
  test('gives its fields', () => {
    const record = parseRecord(path, '{"name":"shop","domain":"","tags":{"team":"web"}}');
    expect(record.text('name')).toBe('shop');
    expect(record.optionalText('domain')).toBeUndefined();
    expect(record.texts('tags')).toEqual({ team: 'web' });
    expect(record.texts('other')).toEqual({});
  });

  test.each([
    ['it is not JSON', 'name: shop'],
    ['it is not a JSON object', '["shop"]'],
    ['it is not a JSON object', 'null'],
    ['"name" is missing', '{}'],
    ['"name" is missing', '{"name":""}'],
    ['"name" is not text', '{"name":7}'],
    ['"tags" is not a map', '{"name":"shop","tags":[]}'],
    ['"tags.team" is not text', '{"name":"shop","tags":{"team":1}}'],
  ])('is refused when %s: %s', (why, value) => {
    const read = () => {
      const record = parseRecord(path, value);
      return [record.text('name'), record.texts('tags')];
    };
    expect(read).toThrow(expect.objectContaining({ code: 'record-malformed' }));
    expect(read).toThrow(`Reading the parameter ${path}: ${why}.`);
  });
});
