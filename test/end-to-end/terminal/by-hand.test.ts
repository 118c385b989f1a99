import { describe, expect, it } from 'vitest';
import { launchProgram } from '../../support/terminal.ts';
import { questions } from './person.ts';
import { wholeFrame } from './whole-frame.ts';

describe('the demo, answered by hand', () => {
  it.each([
    [80, 24],
    [40, 20],
  ])('ends with CloudFront in front, at %ix%i, every screen whole', async (columns, rows) => {
    const terminal = launchProgram(['demo', '--speed', '200'], { columns, rows });
    await wholeFrame(terminal, questions.cdn);
    terminal.press('enter');
    await wholeFrame(terminal, questions.certificate);
    terminal.press('enter');
    await wholeFrame(terminal, questions.files);
    terminal.press('enter');
    await wholeFrame(terminal, questions.ingress);
    terminal.press('enter');
    await wholeFrame(terminal, questions.review);
    expect(terminal.screen()).toMatch(/\+ cdn:/);
    terminal.press('enter');
    await wholeFrame(terminal, questions.deployment);
    terminal.press('enter');
    await wholeFrame(terminal, /\d of \d done/);
    await wholeFrame(terminal, questions.names);
    terminal.press('enter');
    await wholeFrame(terminal, questions.deployment);
    terminal.press('enter');
    expect(await terminal.exit).toEqual({ code: 0, signal: 0 });
    expect(terminal.emulator.buffer.active.type).toBe('normal');
    const end = terminal.transcript();
    expect(end).toMatch(/✔ prod is served by CloudFront:\s+https:\/\/api\.example\.com,\s+https:\/\/www/);
    expect(Math.max(...end.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
    // What stays is the last screen and nothing of those before it.
    expect(end).not.toContain('Shall this be done?');
    expect(end.match(/prod gets its CDN/g)).toHaveLength(1);
  });
});
