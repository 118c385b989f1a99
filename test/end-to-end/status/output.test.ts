import { describe, expect, it } from 'vitest';
import { start } from '../../support/run.ts';
import { launchProgram } from '../../support/terminal.ts';
import { openShop, parseEvents, until } from '../shop.ts';
import { openSite } from './site.ts';

describe('copilot-cdn status', () => {
  it('says what is off first, then what is true, in aligned rows, and writes nothing', async () => {
    const site = await openSite('half-migrated');
    site.writes();
    const { code, stdout, stderr } = await site.run(['status']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const shown = stdout.replace(/\d+ ms/g, 'N ms').replace(/E[A-Z0-9]{13} {2}d[a-z0-9]+/, 'E1EXAMPLE  d111');
    expect(`\n${shown}`).toMatchInlineSnapshot(`
      "
        prod of shop, us-west-2, account 111122223333
      ! The manifest of web no longer redirects HTTP, and what is deployed does in 3 of 3 rules.
        → copilot-cdn tls --env prod
        → copilot svc deploy --name web --env prod
      ○ UniqueJSONValuesFunction runs on nodejs20.x, which AWS takes for no new or changed one.
        → A newer one in overrides/cfn.patches.yml, once one has to change
      ○ Visitors may use TLSv1, which browsers gave up in 2020.
        → MinimumProtocolVersion: TLSv1.2_2021 in overrides/cfn.patches.yml, copilot env deploy
      ○ The load balancer is open to everyone, so visitors can get past the CDN.
        → copilot-cdn setup --env prod --restrict-ingress
      ✔ Distribution   E1EXAMPLE  d111.cloudfront.net  deployed, all edges, no WAF
      ✔ Certificate    *.example.com  211 days left, renews itself
      ✔ Names          5 of 5 lead to it; 1 of gRPC stays outside
      ✔ Load balancer  open to everyone (tried from here: it answers)
      ! TLS            ends at the load balancer, TLSv1 and up; 2 of 4 redirect
      ✔ Functions      1 in the stack, on nodejs20.x
      ✔ Stack          shop-prod was created
      ✔ Manifest       copilot/environments/prod/manifest.yml

      ! prod is not all well: 1 warning, 3 notes.
      "
    `);
    expect(site.writes().filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
  });

  it('costs a denied call its own part only, and names the action', async () => {
    const site = await openSite('tls-migration');
    const { denied } = site.world.knobs;
    for (const action of ['acm:DescribeCertificate', 'elasticloadbalancing:DescribeRules'])
      denied.add(action);
    const seen = await site.status();
    expect(seen.exitCode).toBe(1);
    const unknown = seen.findings.filter(({ code }) => code === 'not-known');
    expect(unknown.map(({ part }) => part)).toEqual(['certificate', 'tls']);
    expect(unknown[0]?.message).toContain('acm:DescribeCertificate');
    expect(unknown[1]?.message).toContain('elasticloadbalancing:DescribeRules');
    expect(seen.rows).toMatchObject({
      certificate: { standing: 'unknown', text: 'not known' },
      tls: { standing: 'unknown' },
      distribution: { standing: 'note' },
    });
    denied.clear();
    for (const action of ['cloudfront:*', 'route53:*', 's3:*']) denied.add(action);
    const without = await site.status();
    expect(without.rows).toMatchObject({
      distribution: { standing: 'unknown' },
      manifest: { standing: 'well' },
    });
    denied.clear();
    expect((await site.status()).codes).not.toContain('not-known');
  });

  it('ends with the error where nothing can be said at all', async () => {
    const shop = await openShop();
    const elsewhere = await shop.events(['status', '--env', 'nowhere']);
    expect(elsewhere.finished.code).toBe(2);
    expect(elsewhere.events.at(-1)).toMatchObject({ type: 'result', command: 'status', ok: false });
    shop.world.knobs.denied.add('cloudformation:DescribeStacks');
    const denied = await shop.events(['status']);
    expect(denied.finished.code).toBe(2);
    expect(denied.events.find(({ type }) => type === 'error')).toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('cloudformation:DescribeStacks'),
    });
  });

  it.each([
    [80, 24],
    [40, 30],
  ])(
    'watches on a terminal of %i columns, and leaves the last look among the lines',
    async (columns, rows) => {
      const site = await openSite('fresh');
      const terminal = launchProgram(['status', '--watch', '--every', '0.2'], {
        columns,
        rows,
        cwd: site.workspace,
        env: site.variables,
      });
      const first = await terminal.waitFor(/has no CDN\.[\s\S]*ctrl\+c leaves/);
      expect(Math.max(...first.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
      site.writeJournal('not JSON');
      await terminal.waitFor(/! The journal/);
      terminal.resize(columns + 10, rows);
      await terminal.waitFor(/! The journal[\s\S]*ctrl\+c leaves/);
      terminal.type('\u0003');
      expect(await terminal.exit).toMatchObject({ code: 130 });
      expect(terminal.transcript()).toMatch(/! The journal[\s\S]*prod is not all well/);
      expect(terminal.transcript()).not.toContain('ctrl+c leaves');
      await terminal.close();
    },
  );

  it('watches without a terminal by telling each look that is another one, the result last', async () => {
    const site = await openSite('fresh');
    const running = start(['status', '--watch', '--every', '0.1', '--json'], {
      cwd: site.workspace,
      env: site.variables,
    });
    await until('a look', () => running.output().includes('"manifest"'), running.output);
    const looks = () => running.output().split('"name":"environment"').length - 1;
    const asked = site.world.calls.length;
    await until('some more', () => site.world.calls.length > asked + 40, running.output);
    expect(looks()).toBe(1);
    site.writeJournal('not JSON');
    await until('another look', () => looks() === 2, running.output);
    const { stdout, code } = await running.kill('SIGINT');
    expect(code).toBe(130);
    expect(parseEvents(stdout).at(-1)).toMatchObject({ type: 'result', command: 'status', exitCode: 130 });
  });
});
