import { expect, it } from 'vitest';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { openShop, resultOf } from './shop.ts';

it('a name of a service that speaks gRPC stays with the load balancer, and keeps no setup from its end', async () => {
  const shop = await openShop({ scenario: 'tls-migration', speed: 1_000 });
  const moved = await shop.events(['tls', '--env', 'prod', '--yes', '--no-probe']);
  expect(moved.finished.code).toBe(0);
  const [zone] = accountOf(shop.world, '111122223333').hostedZones.values();
  const before = zone?.records.get('rpc.example.com A');
  const { finished, events } = await shop.events([
    'setup',
    '--env',
    'prod',
    '--yes',
    '--no-restrict-ingress',
  ]);
  expect(finished.code).toBe(0);
  expect(resultOf(events)).toMatchObject({ ok: true });
  expect(zone?.records.get('rpc.example.com A')).toEqual(before);
});
