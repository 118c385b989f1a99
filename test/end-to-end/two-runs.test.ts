import { expect, it } from 'vitest';
import { start } from '../support/run.ts';
import { count, openShop, until } from './shop.ts';

it('two runs in one workspace: the second is turned away, and goes on once the first was killed', async () => {
  const shop = await openShop({ speed: 3 });
  const first = start(['setup', '--yes', '--json'], { cwd: shop.workspace, env: shop.variables });
  await until('an update', () => count(shop, 'ExecuteChangeSet') > 0, first.output);
  const second = await shop.events(['resume', '--yes']);
  expect(second.finished.code).toBe(2);
  expect(second.events.find(({ type }) => type === 'error')).toMatchObject({ code: 'run-under-way' });
  await first.kill('SIGKILL');
  shop.world.knobs.speed = 300;
  const third = await shop.events(['resume', '--yes']);
  expect(third.finished).toMatchObject({ code: 0, stderr: '' });
});
