import { afterEach, describe, expect, it, vi } from 'vitest';
import { wantsAscii, wantsColour } from '../../source/commands/mode.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

type Variables = Readonly<Record<string, string | undefined>>;

function given(variables: Variables): void {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'TERM']) vi.stubEnv(name, variables[name]);
}

describe('colours, where standard output is no terminal', () => {
  it.each<[what: string, variables: Variables, options: { color?: boolean }, wanted: boolean]>([
    ['none by themselves', {}, {}, false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, {}, true],
    ['FORCE_COLOR without a text', { FORCE_COLOR: '' }, {}, true],
    ['FORCE_COLOR=3, as Node has it', { FORCE_COLOR: '3' }, {}, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, {}, false],
    ['FORCE_COLOR=false', { FORCE_COLOR: 'false' }, {}, false],
    ['NO_COLOR beside FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, {}, false],
    ['NO_COLOR without a text', { NO_COLOR: '', FORCE_COLOR: '1' }, {}, true],
    ['--no-color beside FORCE_COLOR', { FORCE_COLOR: '1' }, { color: false }, false],
    ['TERM=dumb with FORCE_COLOR', { TERM: 'dumb', FORCE_COLOR: '1' }, {}, true],
  ])('%s', (_what, variables, options, wanted) => {
    given(variables);
    expect(wantsColour(options)).toBe(wanted);
  });
});

describe('only ASCII', () => {
  it.each<[variables: Variables, options: { ascii?: boolean }, wanted: boolean]>([
    [{ TERM: 'xterm-256color' }, {}, false],
    [{ TERM: 'xterm-256color' }, { ascii: true }, true],
    [{ TERM: 'dumb' }, {}, true],
    // The kernel's own console has 512 glyphs at most.
    [{ TERM: 'linux' }, {}, true],
  ])('%j %j: %s', (variables, options, wanted) => {
    given(variables);
    expect(wantsAscii(options)).toBe(wanted);
  });
});
