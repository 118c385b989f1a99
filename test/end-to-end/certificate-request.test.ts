import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { putRecord } from '../../source/sandbox/hosted-zones.ts';
import { accountOf } from '../../source/sandbox/world-factory.ts';
import { start } from '../support/run.ts';
import { count, openShop, resultOf, type Shop, until } from './shop.ts';

const account = '111122223333';
const elsewhere = '999988887777';

describe('a certificate that is requested', () => {
  it('is proved in Route 53, issued, and used in the same run', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.stderr).toBe('');
    expect(finished.code).toBe(0);
    const [requested] = certificates(shop);
    expect(requested).toMatchObject({
      names: ['api.example.com', 'www.example.com'],
      status: 'ISSUED',
      tags: { 'copilot-application': 'shop', 'copilot-environment': 'prod' },
    });
    expect(shop.manifest()).toContain(`  certificate: ${requested?.arn}\n`);
    expect(resultOf(events)).toMatchObject({ ok: true, loadBalancerClosed: true });
    expect(states(events, 'api.example.com')).toEqual(['seen', 'validated']);
    expect(
      events.filter(
        (event) => event.type === 'change' && event.kind === 'record' && event.step === 'certificate',
      ),
    ).toHaveLength(2);
  });

  it('covers the names that were asked for', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    const { finished } = await shop
      .run([
        ...['setup', '--env', 'prod', '--yes', '--no-restrict-ingress'],
        ...[
          '--certificate',
          'request',
          '--certificate-name',
          '*.example.com',
          '--certificate-name',
          'example.com',
        ],
      ])
      .then((result) => ({ finished: result }));
    expect(finished.code).toBe(0);
    expect(certificates(shop)[0]).toMatchObject({
      names: ['*.example.com', 'example.com'],
      status: 'ISSUED',
    });
  });

  it('is refused before anything is asked of ACM when it would not cover a name', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    const { finished, events } = await shop.events([
      ...['setup', '--env', 'prod', '--yes', '--certificate-name', 'www.example.com'],
    ]);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'answer-not-possible',
      message: expect.stringContaining('api.example.com would not be covered'),
    });
    expect(count(shop, 'RequestCertificate')).toBe(0);
  });

  it('is not what --certificate auto means', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    const { finished, events } = await shop.events([
      'setup',
      '--env',
      'prod',
      '--yes',
      '--certificate',
      'auto',
    ]);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({ code: 'no-usable-certificate' });
    expect(count(shop, 'RequestCertificate')).toBe(0);
  });

  it('does not stand in a manifest before it is there', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    const before = shop.manifest();
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes', '--no-deploy']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'certificate-not-requested',
    });
    expect(shop.manifest()).toBe(before);
  });

  it('is requested once, however often the run is killed', async () => {
    const shop = await openShop({ scenario: 'no-certificate', speed: 30 });
    for (const moment of ['RequestCertificate', 'ChangeResourceRecordSets']) {
      const running = start(['setup', '--env', 'prod', '--yes', '--json'], {
        cwd: shop.workspace,
        env: shop.variables,
      });
      await until(moment, () => count(shop, moment) > 0, running.output);
      await running.kill('SIGKILL');
    }
    shop.world.knobs.speed = 200;
    const { finished } = await shop.events(['resume']);
    expect(finished.code).toBe(0);
    expect(count(shop, 'RequestCertificate')).toBe(1);
    expect(certificates(shop)).toHaveLength(1);
  });

  it('is gone on with on another machine, where no journal tells of it', async () => {
    const shop = await openShop({ scenario: 'no-certificate', speed: 30 });
    const running = start(['cert', 'request', '--env', 'prod', '--yes', '--json'], {
      cwd: shop.workspace,
      env: shop.variables,
    });
    await until('the request', () => count(shop, 'RequestCertificate') > 0, running.output);
    await running.kill('SIGKILL');
    shop.world.knobs.speed = 200;
    const { finished } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(0);
    expect(certificates(shop)).toHaveLength(1);
  });
});

describe('at another DNS provider', () => {
  it('its records are shown, and a later run goes on once they are written', async () => {
    const shop = await openShop({ scenario: 'no-certificate', speed: 500 });
    moveZoneElsewhere(shop);
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(4);
    const left = leftOf(events);
    expect(left).toHaveLength(2);
    expect(left[0]).toMatch(
      /^_[0-9a-f]{32}\.api\.example\.com\. 300 IN CNAME _[0-9a-f]{32}\.\S+\.acm-validations\.aws\.$/,
    );
    expect(states(events, 'api.example.com')).toEqual(['not-seen']);
    expect(resultOf(events)).toMatchObject({ next: ['copilot-cdn resume'] });

    for (const line of left) typeRecord(shop, line);
    const resumed = await shop.events(['resume']);
    const [issued] = certificates(shop);
    expect(issued?.status).toBe('ISSUED');
    expect(shop.manifest()).toContain(`certificate: ${issued?.arn}`);
    // The names of the site are a person's to move there, too.
    expect(resumed.finished.code).toBe(4);
    expect(count(shop, 'RequestCertificate')).toBe(1);
  });
});

describe('a request that comes to nothing', () => {
  it('because the domain lets only others issue is told with the way out, and the next asks for a new one', async () => {
    const shop = await openShop({ scenario: 'no-certificate', speed: 500 });
    const caa = { name: 'example.com', type: 'CAA', ttl: 60, values: ['0 issue "letsencrypt.org"'] } as const;
    putRecord(zoneOf(shop, account), caa);
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(4);
    expect(events.find((event) => event.type === 'error')).toMatchObject({
      code: 'certificate-failed',
      message: expect.stringContaining('CAA record'),
      next: expect.arrayContaining([expect.stringContaining('0 issue "amazon.com"')]),
    });

    putRecord(zoneOf(shop, account), { ...caa, values: ['0 issue "amazon.com"'] });
    const again = await shop.events(['resume']);
    expect(again.finished.code).toBe(0);
    expect(certificates(shop).map(({ status }) => status)).toEqual(['FAILED', 'ISSUED']);
  });

  it('because the account has its fill', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    shop.world.knobs.certificateQuotas = { certificates: 0 };
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({ code: 'certificate-limit' });
  });

  it.each(['acm:RequestCertificate', 'acm:AddTagsToCertificate', 'acm:DescribeCertificate'])(
    'because %s is denied',
    async (action) => {
      const shop = await openShop({ scenario: 'no-certificate' });
      shop.world.knobs.denied.add(action);
      const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
      expect(finished.code).toBe(action === 'acm:DescribeCertificate' ? 4 : 2);
      const error = events.find((event) => event.type === 'error');
      expect(error).toMatchObject({ code: 'access-denied', message: expect.stringContaining(action) });
    },
  );

  it('because the zone may not be written: the records are left to the person', async () => {
    const shop = await openShop({ scenario: 'no-certificate', speed: 500 });
    shop.world.knobs.denied.add('route53:ChangeResourceRecordSets');
    const { finished, events } = await shop.events(['setup', '--env', 'prod', '--yes']);
    expect(finished.code).toBe(4);
    expect(leftOf(events).join('\n')).toContain('route53:ChangeResourceRecordSets');
  });
});

describe('cert request', () => {
  it('asks for the names of the environment, and has nothing to do the second time', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    const first = await shop.events(['cert', 'request', '--env', 'prod', '--yes']);
    expect(first.finished.code).toBe(0);
    const [made] = certificates(shop);
    expect(resultOf(first.events)).toMatchObject({ ok: true, changed: true, certificate: made?.arn });
    const second = await shop.events(['cert', 'request', '--env', 'prod', '--yes']);
    expect(second.finished.code).toBe(0);
    expect(resultOf(second.events)).toMatchObject({ ok: true, changed: false, certificate: made?.arn });
    expect(certificates(shop)).toHaveLength(1);
  });

  it('takes other names, and says what it would do', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    const dry = await shop.events([
      'cert',
      'request',
      '--env',
      'prod',
      '--name',
      'static.example.com',
      '--dry-run',
    ]);
    expect(dry.finished.code).toBe(0);
    expect(count(shop, 'RequestCertificate')).toBe(0);
    const { finished } = await shop.events([
      ...['cert', 'request', '--env', 'prod', '--name', 'static.example.com', '--yes'],
    ]);
    expect(finished.code).toBe(0);
    expect(certificates(shop)[0]?.names).toEqual(['static.example.com']);
  });

  it('needs a yes', async () => {
    const shop = await openShop({ scenario: 'no-certificate' });
    const { finished, events } = await shop.events(['cert', 'request', '--env', 'prod']);
    expect(finished.code).toBe(2);
    expect(events.find((event) => event.type === 'error')).toMatchObject({ code: 'consent-missing' });
    expect(count(shop, 'RequestCertificate')).toBe(0);
  });
});

function certificates(shop: Shop) {
  return [...(accountOf(shop.world, account).regions.get('us-east-1')?.certificates.values() ?? [])];
}

function zoneOf(shop: Shop, owner: string) {
  const [zone] = accountOf(shop.world, owner).hostedZones.values();
  if (zone === undefined) throw new Error(`Account ${owner} has no zone.`);
  return zone;
}

/** As if the domain were run by somebody else: DNS answers as before, and no call of ours reaches the zone. */
function moveZoneElsewhere(shop: Shop): void {
  const zone = zoneOf(shop, account);
  accountOf(shop.world, account).hostedZones.delete(zone.id);
  accountOf(shop.world, elsewhere).hostedZones.set(zone.id, zone);
}

/** What a person does with a line of a zone file. */
function typeRecord(shop: Shop, line: string): void {
  const [name = '', ttl, , , value = ''] = line.split(' ');
  putRecord(zoneOf(shop, elsewhere), {
    name: name.replace(/\.$/, ''),
    type: 'CNAME',
    ttl: Number(ttl),
    values: [value],
  });
}

function leftOf(events: readonly Event[]): readonly string[] {
  const result = resultOf(events);
  return result?.type === 'result' ? (result.left ?? []) : [];
}

/** How far the record of a name was seen to come. */
function states(events: readonly Event[], name: string): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'validation' && event.names.includes(name) ? [event.state] : [],
  );
}
