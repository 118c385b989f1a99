import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accountOf } from '../../../source/sandbox/world-factory.ts';
import { dayFromNow, openSite, type Site, unfinishedSetup } from './site.ts';

async function withCdn(): Promise<Site> {
  const site = await openSite('fresh');
  await site.mend('setup', '--env', 'prod', '--yes');
  return site;
}

/** Everything that is meant to be found is, and nothing else is a problem or a warning. */
function onlyThese(...codes: readonly string[]) {
  return { exitCode: 1, codes: [...codes].sort() };
}

const well = { exitCode: 0, codes: [] };

describe('copilot-cdn status finds, and after what it names was done no longer finds:', () => {
  it('no CDN at all', async () => {
    const site = await openSite('fresh');
    expect(await site.status()).toMatchObject({ exitCode: 0, codes: ['cdn-off'] });
    await site.mend('setup', '--env', 'prod', '--yes', '--no-restrict-ingress');
    const open = await site.status();
    expect(open).toMatchObject({ exitCode: 0, codes: ['load-balancer-open'] });
    expect(open.findings[0]?.next).toEqual(['copilot-cdn setup --env prod --restrict-ingress']);
    await site.mend('setup', '--env', 'prod', '--yes', '--restrict-ingress');
    const closed = await site.status();
    expect(closed).toMatchObject(well);
    expect(closed.rows['load-balancer']).toMatchObject({ standing: 'well', value: ['closed', 'blocked'] });
  });

  it('a certificate that ends soon, a name that is shut out, a hole in the security group, a run that was killed', async () => {
    const site = await withCdn();
    site.certify({ type: 'IMPORTED', notAfter: dayFromNow(12) });
    site.point('www.example.com', site.toLoadBalancer());
    const close = site.letIn({ cidr: '0.0.0.0/0' });
    site.writeJournal(unfinishedSetup(site.certificate().arn));
    const seen = await site.status();
    expect(seen).toMatchObject(
      onlyThese('certificate-ends-soon', 'name-shut-out', 'load-balancer-not-closed', 'run-unfinished'),
    );
    expect(seen.rows.certificate).toMatchObject({
      standing: 'warning',
      value: [expect.stringMatching(/^arn:/), 'ISSUED', '12', 'does-not-renew'],
    });
    close();
    await site.mend('resume', '--env', 'prod', '--yes');
    await site.mend('setup', '--env', 'prod', '--yes', '--certificate', 'request');
    expect(await site.status()).toMatchObject(well);
  });

  it('a certificate that was not renewed, a name without a record, what the manifest says and nobody deployed', async () => {
    const site = await withCdn();
    const { notAfter } = site.certificate();
    site.certify({ notAfter: dayFromNow(10) });
    site.point('api.example.com', undefined);
    site.configure((config) => ({ ...config, Aliases: [...(config.Aliases ?? []), 'old.example.com'] }));
    const { actions } = site.rule('api');
    site.rule('api').actions = [{ type: 'fixed-response', statusCode: '503', body: 'closed for tonight\n' }];
    site.edit('environments/prod/manifest.yml', (text) => text.replace('cdn: true', 'cdn: false'));
    site.edit('api/manifest.yml', (text) =>
      text.replace('alias: api.example.com', 'alias: [api.example.com, new.example.com]'),
    );
    site.stack().status = 'UPDATE_ROLLBACK_COMPLETE';
    const seen = await site.status();
    expect(seen).toMatchObject(
      onlyThese(
        'certificate-not-renewed',
        'name-leads-nowhere',
        'alias-stray',
        'rule-changed-by-hand',
        'manifest-undeployed',
        'alias-undeployed',
        'update-rolled-back',
      ),
    );
    const undeployed = seen.findings.find(({ code }) => code === 'manifest-undeployed');
    expect(undeployed?.next).toEqual(['copilot-cdn deploy --env prod']);
    site.certify({ ...(notAfter !== undefined && { notAfter }) });
    site.rule('api').actions = actions;
    site.configure((config) => ({
      ...config,
      Aliases: (config.Aliases ?? []).filter((name) => name !== 'old.example.com'),
    }));
    site.edit('api/manifest.yml', (text) => text.replace(', new.example.com', ''));
    await site.mend('deploy', '--env', 'prod', '--yes');
    expect(await site.status()).toMatchObject({ exitCode: 0, codes: ['load-balancer-open'] });
  });

  it('a distribution that somebody changed by hand, names it lost, a service that is gone, a stack that is stuck', async () => {
    const site = await withCdn();
    const { config } = site.distribution();
    const { notAfter } = site.certificate();
    const { distributions } = accountOf(site.world, '111122223333');
    site.certify({ notAfter: new Date(Date.now() - 86_400_000) });
    site.configure((before) => ({
      ...before,
      Aliases: ['api.example.com'],
      ViewerCertificate: { ...before.ViewerCertificate, MinimumProtocolVersion: 'TLSv1' },
    }));
    site.distribution().atEdge = { ...site.distribution().config, Aliases: [] };
    const other = { ...site.distribution(), id: 'EOTHER', domainName: 'dother.cloudfront.net' };
    distributions.set(other.id, { ...other, config: { ...config, Aliases: ['www.example.com'] } });
    site.point('www.example.com', { ttl: 300, values: ['192.0.2.1'] });
    site.stack('shop-prod-web').status = 'DELETE_COMPLETE';
    site.stack().status = 'UPDATE_ROLLBACK_FAILED';
    const before = site.manifest();
    site.writeManifest(before.replace(/^cdn:$/m, 'cdn: ['));
    const seen = await site.status();
    expect(seen).toMatchObject(
      onlyThese(
        'certificate-ended',
        'distribution-changed-by-hand',
        'tls-floor-low',
        'alias-missing',
        'name-on-another-distribution',
        'name-leads-elsewhere',
        'name-fails-at-edge',
        'service-without-stack',
        'stack-stuck',
        'manifest-unreadable',
      ),
    );
    expect(seen.findings.map(({ severity }) => severity)).toEqual(
      seen.findings.map(({ severity }) => severity).toSorted((one, other) => rank(one) - rank(other)),
    );
    site.certify({ ...(notAfter !== undefined && { notAfter }) });
    site.configure(() => config);
    distributions.delete('EOTHER');
    site.stack().status = 'UPDATE_COMPLETE';
    site.writeManifest(before);
    await site.mend('setup', '--env', 'prod', '--yes');
    expect(await site.status()).toMatchObject(onlyThese('service-without-stack'));
    await site.deploy({
      parameters: { ALBWorkloads: 'api', Aliases: JSON.stringify({ api: ['api.example.com'] }) },
    });
    expect(await site.status()).toMatchObject(well);
  });

  it('a certificate that is revoked, a distribution that is disabled, an update that runs, a journal that is damaged', async () => {
    const site = await withCdn();
    const { status } = site.stack();
    site.certify({ status: 'REVOKED' });
    site.configure((config) => ({ ...config, Enabled: false }));
    site.stack().status = 'UPDATE_IN_PROGRESS';
    site.writeJournal('not JSON');
    const before = site.manifest();
    site.writeManifest(before.replace(/^cdn:\n {2}certificate: .*$/m, 'cdn: false'));
    const seen = await site.status();
    expect(seen).toMatchObject(
      onlyThese(
        'certificate-not-issued',
        'distribution-disabled',
        'operation-in-flight',
        'journal-unreadable',
        'manifest-breaks-rules',
      ),
    );
    const damaged = seen.findings.find(({ code }) => code === 'journal-unreadable');
    const [, file = ''] = /rm (\S+)$/.exec(damaged?.next[0] ?? '') ?? [];
    rmSync(file);
    site.certify({ status: 'ISSUED' });
    site.configure((config) => ({ ...config, Enabled: true }));
    site.stack().status = status;
    site.writeManifest(before);
    expect(await site.status()).toMatchObject(well);
  });

  it('a certificate that misses a name, a change on its way to the edge, no manifest, a DNS server that is silent', async () => {
    const site = await withCdn();
    const { names, domainName } = site.certificate();
    site.certify({ names: ['api.example.com'], domainName: 'api.example.com' });
    site.distribution().status = 'InProgress';
    rmSync(site.manifestPath);
    const seen = await site.status(['--resolver', '127.0.0.1:1']);
    expect(seen).toMatchObject(
      onlyThese('certificate-misses-names', 'distribution-in-progress', 'manifest-missing', 'name-unknown'),
    );
    site.certify({ names, domainName });
    site.distribution().status = 'Deployed';
    await site.mend('setup', '--env', 'prod', '--yes');
    expect(await site.status()).toMatchObject(well);
  });

  it('a certificate that is gone, then none at all, then no distribution; and a manifest that differs elsewhere', async () => {
    const site = await withCdn();
    const certificates = site.world.accounts.get('111122223333')?.regions.get('us-east-1')?.certificates;
    const certificate = site.certificate();
    const { config } = site.distribution();
    certificates?.delete(certificate.arn);
    site.edit('environments/prod/manifest.yml', (text) =>
      text.replace('container_insights: false', 'container_insights: true'),
    );
    expect(await site.status()).toMatchObject(onlyThese('certificate-gone', 'manifest-differs'));
    certificates?.set(certificate.arn, certificate);
    site.edit('environments/prod/manifest.yml', (text) =>
      text.replace('container_insights: true', 'container_insights: false'),
    );
    site.configure(({ ViewerCertificate: _, ...rest }) => rest);
    expect((await site.status()).codes).toEqual(['distribution-changed-by-hand', 'no-certificate']);
    site.configure(() => config);
    const { distributions } = accountOf(site.world, '111122223333');
    const distribution = site.distribution();
    distributions.clear();
    const seen = await site.status();
    expect(seen.codes).toContain('distribution-gone');
    expect(seen.rows.distribution).toMatchObject({ standing: 'problem', text: 'gone' });
    distributions.set(distribution.id, distribution);
    expect(await site.status()).toMatchObject(well);
  });
});

function rank(severity: string): number {
  return ['problem', 'warning', 'note'].indexOf(severity);
}
