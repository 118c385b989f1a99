import { expect, it } from 'vitest';
import { openShop } from '../shop.ts';
import { openTerminal, startUpdate } from './person.ts';

const reason =
  'One or more of the CNAMEs you provided are already associated with a different resource. (CNAMEAlreadyExists)';

it.each([
  [80, 24],
  [40, 24],
])(
  'a failure ends with its cause first and the way out on the same screen, at %ix%i',
  async (columns, rows) => {
    const shop = await openShop({ fail: [`CloudFrontDistribution=${reason}`] });
    const terminal = openTerminal(shop, ['setup'], { columns, rows });
    await startUpdate(terminal);
    expect((await terminal.exit).code).toBe(1);
    const screen = terminal.screen();
    expect(screen.replace(/\s+/g, ' ')).toMatch(
      /✖ One of api\.example\.com and www\.example\.com already belongs to another CloudFront distribution/,
    );
    expect(screen).toContain('What to do');
    expect(screen).toContain('then go on: copilot-cdn resume');
    // In a window of the usual width, nothing that failed stands above its cause.
    if (columns === 80) expect(screen.indexOf('✖')).toBe(screen.indexOf('✖ One of'));
  },
);
