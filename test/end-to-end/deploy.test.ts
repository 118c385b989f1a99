import { describe, expect, it } from 'vitest';
import type { Event } from '../../source/event.ts';
import { fresh } from '../../source/sandbox/scenarios/fresh.ts';
import type { Scenario } from '../../source/sandbox/scenarios/index.ts';
import { start } from '../support/run.ts';
import { resultOf, until } from './shop.ts';
import { openSite, type Site } from './taken-down.ts';

/** Services that forward HTTP already, as their authors want it. */
const forwarding: Scenario = {
  ...fresh,
  name: 'forwarding',
  environments: fresh.environments.map((environment) => ({
    ...environment,
    services: environment.services.map((service) => ({ ...service, redirectToHttps: false })),
  })),
};

function certificateOf(site: Site): string {
  const certificates = site.world.accounts.get('111122223333')?.regions.get('us-east-1')?.certificates;
  const found = [...(certificates?.values() ?? [])].find(({ names }) => names.includes('*.example.com'));
  if (found === undefined) throw new Error('There is no certificate.');
  return found.arn;
}

/** Everything at once, as somebody merges it: CDN, TLS at the edge, a closed load balancer. */
function askForEverything(site: Site): string {
  const cdn = `cdn:\n  certificate: ${certificateOf(site)}\n  terminate_tls: true\n\n`;
  const text = site
    .manifest()
    .replace('  # private:', '    ingress:\n      cdn: true\n  # private:')
    .replace('# What the environment tells', `${cdn}# What the environment tells`);
  site.writeManifest(text);
  return text;
}

function stepsDone(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'step' && event.state === 'done' ? event.id : []));
}

function errorOf(events: readonly Event[]): Event | undefined {
  return events.find((event) => event.type === 'error');
}

function deployedManifest(site: Site): string {
  const text = site.environment().settings.template.text;
  const block = /\n {2}Manifest: \|\n([\s\S]*?)\n(?=\S| {1,2}\S)/.exec(text)?.[1] ?? '';
  return block.replace(/^ {4}/gm, '').trimEnd();
}

describe('copilot-cdn deploy', () => {
  it('makes AWS what the manifest asks for at once, in the safe order, and edits nothing', async () => {
    const site = await openSite({ scenario: forwarding });
    const text = askForEverything(site);
    const { finished, events } = await site.events(['deploy', '--yes']);
    expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
    expect(stepsDone(events)).toEqual([
      ...['distribution', 'edge', 'names', 'termination', 'edge-termination', 'ingress'],
    ]);
    expect(resultOf(events)).toMatchObject({
      ...{ ok: true, changed: true, failed: 0, circles: 0 },
      ...{ loadBalancerClosed: true, tlsEndsAt: 'edge' },
    });
    expect(site.manifest()).toBe(text);
    expect(deployedManifest(site)).toBe(text.trimEnd());
    expect(site.trouble()).toEqual([]);

    const again = await site.events(['deploy']);
    expect(again.finished.code).toBe(0);
    expect(resultOf(again.events)).toMatchObject({ ok: true, changed: false });

    // Without the parts that need edits of services: the CDN goes, in its own order.
    const without = await site.events(['tls', '--yes', '--no-terminate-tls', '--no-probe']);
    expect(without.finished.code).toBe(0);
    site.writeManifest(
      site
        .manifest()
        .replace(/cdn:\n {2}certificate:.*\n\n?/, '')
        .replace('    ingress:\n      cdn: true\n', ''),
    );
    const off = await site.events(['deploy', '--yes']);
    expect(off.finished.code, off.finished.stdout.slice(-2_000)).toBe(0);
    expect(stepsDone(off.events)).toEqual(['opening', 'balancer', 'names', 'removal', 'gone']);
    expect(site.distribution()).toBeUndefined();
    expect(deployedManifest(site)).toBe(site.manifest().trimEnd());
    expect(site.trouble()).toEqual([]);
  });

  it('leaves to tls what needs edits of services, and says so; tls and deploy then agree', async () => {
    const site = await openSite();
    const text = askForEverything(site);
    const { finished, events } = await site.events(['deploy', '--yes', '--no-probe']);
    expect(finished.code).toBe(4);
    expect(stepsDone(events)).toEqual(['distribution', 'edge', 'names', 'ingress']);
    expect(resultOf(events)).toMatchObject({
      summary: expect.stringContaining('api, web redirect HTTP: visitors would go in circles'),
      next: ['copilot-cdn tls --env prod'],
      tlsEndsAt: 'load-balancer',
    });
    expect(deployedManifest(site)).not.toContain('terminate_tls');

    const again = await site.events(['deploy', '--yes']);
    expect(again.finished.code).toBe(3);
    expect(errorOf(again.events)).toMatchObject({ code: 'needs-manifest-edits' });

    const tls = await site.events(['tls', '--yes', '--no-probe']);
    expect(tls.finished.code).toBe(0);
    const settled = await site.events(['deploy', '--yes']);
    expect(resultOf(settled.events)).toMatchObject({ ok: true, changed: false });
    expect(site.manifest()).toBe(text);
    expect(deployedManifest(site)).toBe(text.trimEnd());
    expect(site.trouble()).toEqual([]);

    site.writeManifest(
      text
        .replace(/cdn:\n {2}certificate:.*\n {2}terminate_tls: true\n\n/, '')
        .replace('    ingress:\n      cdn: true\n', ''),
    );
    const off = await site.events(['deploy', '--yes']);
    expect(off.finished.code).toBe(3);
    expect(errorOf(off.events)).toMatchObject({
      code: 'needs-manifest-edits',
      next: [expect.stringContaining('copilot-cdn off --env prod')],
    });
  });

  it('tells what else is not deployed, does not smuggle it in, and goes on where it was killed', async () => {
    const site = await openSite({ scenario: forwarding });
    const text = askForEverything(site).replace('container_insights: false', 'container_insights: true');
    site.writeManifest(text);
    const dry = await site.events(['deploy', '--dry-run']);
    expect(dry.finished.code).toBe(0);
    const check = dry.events.find((event) => event.type === 'check' && event.id === 'undeployed');
    expect(check).toMatchObject({ verdict: 'warning' });
    expect(JSON.stringify(check)).toContain('+  container_insights: true');
    expect(JSON.stringify(check)).not.toContain('+  terminate_tls');

    const running = start(['deploy', '--yes', '--json'], { cwd: site.workspace, env: site.variables });
    await until(
      'the termination',
      () => /"id":"termination"[^\n]*"under-way"/.test(running.output()),
      running.output,
    );
    await running.kill('SIGKILL');
    const { finished, events } = await site.events(['resume']);
    expect(finished.code, finished.stdout.slice(-2_000)).toBe(0);
    expect(resultOf(events)).toMatchObject({ ok: true, loadBalancerClosed: true, tlsEndsAt: 'edge' });
    expect(site.manifest()).toBe(text);
    expect(deployedManifest(site)).toContain('container_insights: false');
    expect(site.trouble()).toEqual([]);
  });

  it('has nothing to do where the manifest asks for nothing, and deploys none that breaks a rule', async () => {
    const site = await openSite();
    const nothing = await site.events(['deploy']);
    expect(nothing.finished.code).toBe(0);
    expect(resultOf(nothing.events)).toMatchObject({ changed: false });
    site.writeManifest(
      `${site.manifest()}\ncdn:\n  certificate: arn:aws:acm:us-west-2:111122223333:certificate/a\n`,
    );
    const broken = await site.events(['deploy', '--yes']);
    expect(broken.finished.code).toBe(2);
    expect(errorOf(broken.events)).toMatchObject({ code: 'manifest-refused' });
  });
});
