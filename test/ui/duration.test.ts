import { describe, expect, it } from 'vitest';
import { about, against, duration, usual } from '../../source/ui/duration.ts';

const second = 1000;
const minute = 60 * second;

describe('duration', () => {
  it.each([
    [0, '0s'],
    [999, '0s'],
    [14 * second, '14s'],
    [59_999, '59s'],
    [minute, '1m 00s'],
    [134 * second, '2m 14s'],
    [59 * minute + 59 * second, '59m 59s'],
    [62 * minute, '1h 02m'],
    [-5, '0s'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});

describe('about', () => {
  it.each([
    [1 * second, 'a moment'],
    [12 * second, 'about 10 s'],
    [58 * second, 'about 1 min'],
    [100 * second, 'about 2 min'],
    [5 * minute, 'about 5 min'],
    [89 * minute, 'about 89 min'],
    [100 * minute, 'about 2 h'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(about(milliseconds)).toBe(text);
  });
});

describe('usual', () => {
  it.each([
    [400, '1s'],
    [7 * second, '7s'],
    [22 * second, '20s'],
    [58 * second, '1 min'],
    [210 * second, '3m 30s'],
    [5 * minute, '5 min'],
    [750 * second, '13 min'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(usual(milliseconds)).toBe(text);
  });
});

describe('against', () => {
  it.each([
    [101 * second, 210 * second, '1m 41s of about 3m 30s'],
    [242 * second, 210 * second, '4m 02s, usually 3m 30s'],
    [7 * second, undefined, '7s'],
    [7 * second, 300, '7s'],
  ])('%d ms of %s ms is %s', (milliseconds, expected, text) => {
    expect(against(milliseconds, expected)).toBe(text);
  });
});
