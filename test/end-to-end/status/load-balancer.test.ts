import { describe, expect, it } from 'vitest';
import { scenarioNamed } from '../../../source/sandbox/scenarios/index.ts';
import { openSite } from './site.ts';

/** TLS ends at the edge while three services still redirect: what a manifest deployed too early leaves. */
const tooEarly = {
  ...scenarioNamed('tls-migration'),
  environments: scenarioNamed('tls-migration').environments.map((environment) => ({
    ...environment,
    cdn: { certificate: 'wildcard', terminateTls: true },
    services: environment.services.filter(({ version }) => version !== 'grpc'),
  })),
};

const redirect = {
  type: 'redirect',
  protocol: 'HTTPS',
  port: '443',
  host: '#{host}',
  path: '/#{path}',
  query: '#{query}',
  statusCode: 'HTTP_301',
} as const;

/** What a CDN that Copilot itself has deployed brings with it. */
const ofCopilot = ['runtime-refused', 'tls-floor-low'];

describe('copilot-cdn status finds, and after what it names was done no longer finds:', () => {
  it('services that send visitors in circles, and a load balancer that answers everyone over HTTP', async () => {
    const site = await openSite(tooEarly);
    const seen = await site.status();
    expect(seen.codes).toEqual(
      ['name-fails-at-edge', 'plain-http-open', 'service-redirects', ...ofCopilot].sort(),
    );
    expect(seen.findings.filter(({ code }) => code === 'service-redirects')).toHaveLength(3);
    expect(seen.rows.tls).toMatchObject({
      standing: 'problem',
      value: ['edge', 'TLSv1', 'api', 'web', 'account'],
    });
    await site.mend('tls', '--env', 'prod', '--yes', '--no-probe');
    const mended = await site.status();
    expect(mended.codes).toEqual(['plain-http-open', ...ofCopilot].sort());

    site.edit('api/manifest.yml', (text) => text.replace(/^.*redirect_to_https: false\n/m, ''));
    const forward = site.rule('web').actions;
    site.rule('web').actions = [redirect];
    const again = await site.status();
    expect(again.codes).toEqual(
      [
        'manifest-redirects',
        'name-fails-at-edge',
        'plain-http-open',
        'rule-redirects-by-hand',
        ...ofCopilot,
      ].sort(),
    );
    const byHand = again.findings.find(({ code }) => code === 'rule-redirects-by-hand');
    expect(byHand?.next).toEqual([expect.stringMatching(/aws elbv2 modify-rule .*Type=forward/)]);
    site.rule('web').actions = forward;
    await site.mend('tls', '--env', 'prod', '--yes', '--no-probe');
    await site.mend('setup', '--env', 'prod', '--yes', '--restrict-ingress');
    expect(await site.status()).toMatchObject({ exitCode: 0, codes: ofCopilot });
  });

  it('a gRPC service behind CloudFront, which passes on none of it', async () => {
    const site = await openSite('tls-migration');
    await site.mend('setup', '--env', 'prod', '--yes', '--restrict-ingress');
    expect((await site.status()).codes).toEqual(['grpc-shut-out', ...ofCopilot].sort());
    site.point('rpc.example.com', site.toDistribution());
    expect((await site.status()).codes).toEqual(['grpc-through-cloudfront', ...ofCopilot].sort());
    await site.mend('setup', '--env', 'prod', '--yes', '--no-restrict-ingress');
    site.point('rpc.example.com', site.toLoadBalancer());
    expect(await site.status()).toMatchObject({
      exitCode: 0,
      codes: ['load-balancer-open', ...ofCopilot].sort(),
    });
  });

  it('a migration that was begun, a name past the CDN, a runtime and a TLS floor of yesterday', async () => {
    const site = await openSite('half-migrated');
    site.point('news.example.com', site.toLoadBalancer());
    const seen = await site.status();
    expect(seen.codes).toEqual(
      ['load-balancer-open', 'name-past-cdn', 'redirects-undeployed', ...ofCopilot].sort(),
    );
    await site.deploy({
      template: (text) => text.replaceAll('nodejs20.x', 'nodejs22.x').replace('TLSv1\n', 'TLSv1.2_2021\n'),
    });
    await site.mend('tls', '--env', 'prod', '--yes', '--no-probe');
    site.point('news.example.com', site.toDistribution());
    expect((await site.status()).codes).toEqual(['plain-http-open']);
  });

  it('address ranges that keep CloudFront out, and those that let this machine in', async () => {
    const site = await openSite('fresh');
    await site.mend('setup', '--env', 'prod', '--yes', '--no-restrict-ingress');
    await site.deploy({ template: (text) => text.replaceAll('CidrIp: 0.0.0.0/0', 'CidrIp: 203.0.113.0/24') });
    const seen = await site.status();
    expect(seen.codes).toContain('cloudfront-shut-out');
    await site.mend('setup', '--env', 'prod', '--yes', '--restrict-ingress');
    expect((await site.status()).codes).not.toContain('cloudfront-shut-out');
    site.letIn({ cidr: '0.0.0.0/0' });
    expect(await site.status()).toMatchObject({
      exitCode: 0,
      codes: expect.arrayContaining(['load-balancer-reached']),
    });
  });

  it('services without a name where the domain is Copilot’s', async () => {
    const site = await openSite('domain');
    await site.mend('setup', '--env', 'prod', '--yes');
    const { parameters } = site.stack().settings;
    const Aliases = String(parameters.get('Aliases'));
    await site.deploy({ parameters: { Aliases: JSON.stringify({ api: ['api.example.com'] }) } });
    const seen = await site.status();
    expect(seen.codes).toEqual(expect.arrayContaining(['alias-undeployed', 'service-without-name']));
    // A deployment of the service, which tells the environment its names again.
    await site.deploy({ parameters: { Aliases } });
    const mended = await site.status();
    expect(mended.codes).not.toContain('service-without-name');
    expect(mended.codes).not.toContain('alias-undeployed');
  });

  it('a CDN that waits for its first service', async () => {
    const site = await openSite('no-services');
    await site.mend('setup', '--env', 'prod', '--yes', '--no-deploy', '--no-restrict-ingress');
    const waiting = await site.status();
    expect(waiting.codes).toEqual(expect.arrayContaining(['cdn-off', 'manifest-undeployed']));
    await site.deployManifest();
    const seen = await site.status();
    expect(seen).toMatchObject({ exitCode: 0, codes: expect.arrayContaining(['no-services']) });
    expect(seen.rows.distribution).toMatchObject({ text: 'made with the first service' });
  });
});
