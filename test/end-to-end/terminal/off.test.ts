import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { count, journal } from '../shop.ts';
import { openSite, withCdn } from '../taken-down.ts';
import { openTerminal } from './person.ts';
import { wholeFrame } from './whole-frame.ts';

it('copilot-cdn off shows what ends, is left running while the distribution goes, and is gone on with', async () => {
  const site = await openSite({ scenario: withCdn, speed: 30 });
  const terminal = openTerminal(site, ['off']);
  await wholeFrame(terminal, 'Shall this be done?');
  expect(terminal.screen()).toContain('Visitors come to the load balancer directly from then on');
  terminal.press('down', 'enter');
  await terminal.waitFor(/CloudFront distribution, being removed/, { timeout: 60_000 });
  terminal.press('ctrl+c');
  // What the clean-up of an update deletes cannot be called off any more.
  await wholeFrame(terminal, 'goes on in AWS whatever you choose here');
  terminal.press('down', 'enter');
  expect((await terminal.exit).code).toBe(130);
  expect(terminal.transcript()).toContain('copilot-cdn resume');
  expect(existsSync(journal(site))).toBe(true);

  site.world.knobs.speed = 300;
  const next = openTerminal(site, ['resume']);
  expect((await next.exit).code).toBe(0);
  expect(next.transcript()).toContain('prod is reached through its load balancer again');
  // What was left running was found again.
  expect(count(site, 'ExecuteChangeSet')).toBe(1);
  expect(site.distribution()).toBeUndefined();
  expect(site.trouble()).toEqual([]);
});
