import headless from '@xterm/headless';
import { expect, test } from 'vitest';
import { svgOf } from '../../media/svg.ts';

async function picture(written: string): Promise<string> {
  const emulator = new headless.Terminal({ cols: 20, rows: 2, allowProposedApi: true });
  await new Promise<void>((parsed) => emulator.write(written, parsed));
  return svgOf(emulator, 'A <title>');
}

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((found) => found[1]);

test('cells that look the same are one text, and blank ones are none', async () => {
  expect(texts(await picture('one two'))).toEqual(['one two']);
  expect(texts(await picture('one \u001b[31mred\u001b[39m'))).toEqual(['one', 'red']);
});

test('colours, weight and dimness are kept', async () => {
  const svg = await picture('\u001b[1;31mbad\u001b[0m \u001b[2mdim\u001b[0m \u001b[38;2;1;2;3mtrue\u001b[0m');
  expect(svg).toMatch(/fill="#e06c75" font-weight="bold">bad</);
  expect(svg).toMatch(/opacity="0.6">dim</);
  expect(svg).toMatch(/fill="#010203">true</);
});

test('an inverse cell is a box of its colour, even when it is blank', async () => {
  expect(await picture('\u001b[7m \u001b[0m')).toMatch(/<rect x="18" [^>]*fill="#d8dee9"\/>/);
});

test('what follows a wide character keeps its column', async () => {
  const svg = await picture('日b');
  expect(svg).toMatch(/<text x="18" [^>]*>日</);
  expect(svg).toMatch(/<text x="34\.86" [^>]*>b/);
});

test('text and title are escaped', async () => {
  const svg = await picture('a < b & c');
  expect(svg).toContain('a &lt; b &amp; c');
  expect(svg).toContain('<title>A &lt;title&gt;</title>');
});
