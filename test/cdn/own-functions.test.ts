import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { ACMClient, DescribeCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { environmentTemplate } from '../../source/sandbox/copilot/templates.ts';
import { addHostedZone, putRecord } from '../../source/sandbox/hosted-zones.ts';
import type { HostedZone } from '../../source/sandbox/world.ts';
import { regionOf } from '../../source/sandbox/world-factory.ts';
import { parseSource } from '../../source/yaml/source-document.ts';
import { publish } from '../sandbox/services/acm-support.ts';
import { accessKeyId, account, type Opened, openSandbox, until } from '../sandbox/support.ts';
import { basic, manifest, off } from './settings-product.ts';
import { uniqueAliasesCases } from './unique-aliases-cases.ts';

type Handler = (event: object) => Promise<void>;

/** The two functions as they go to AWS: the text inside of the patched template. */
const code = (() => {
  const { template } = patchEnvironmentTemplate(environmentTemplate({ manifest }), {
    ...off,
    functionCode: {},
    hasDomain: true,
    cdn: basic,
  });
  const { Resources } = parseSource(template, { cloudFormation: true }).plain() as {
    Resources: Record<string, { Properties: { Code: { ZipFile: string }; Handler: string } }>;
  };
  return Resources;
})();

/** The handler that Lambda would call; what it sends over HTTPS goes over HTTP here. */
function handlerOf(logicalId: string): Handler {
  const { Code, Handler } = code[logicalId]?.Properties ?? {};
  const require = createRequire(import.meta.url);
  const exports: Record<string, Handler> = {};
  new Function('exports', 'require', Code?.ZipFile ?? '')(exports, (name: string) =>
    require(name.replace('node:https', 'node:http')),
  );
  const handler = exports[Handler?.replace('index.', '') ?? ''];
  if (handler === undefined) throw new Error(`${logicalId} has no handler ${Handler}.`);
  return handler;
}

interface Answer {
  readonly Status: string;
  readonly PhysicalResourceId: string;
}

/** Runs a function for one event, and gives what CloudFormation was told. */
async function invoke(logicalId: string, event: object): Promise<Answer> {
  let body = '';
  let method: string | undefined;
  const server = createServer((request, response) => {
    method = request.method;
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ResponseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?signature=x`;
  const ids = { StackId: 'stack', RequestId: 'request', LogicalResourceId: logicalId };
  try {
    await handlerOf(logicalId)({ ResponseURL, ...ids, ...event });
  } finally {
    server.close();
  }
  const answer = JSON.parse(body) as Answer;
  expect({ method, ...answer }).toMatchObject({ method: 'PUT', ...ids });
  return answer;
}

describe('the function that gathers the names, for when Copilot’s own code is nowhere', () => {
  const aliases = 'UniqueJSONValuesFunction';

  it.each(uniqueAliasesCases)(
    'tells CloudFormation: %s',
    async (_, Aliases, FilterFor, AdditionalStrings, expected) => {
      const ResourceProperties = { Aliases, FilterFor, AdditionalStrings };
      expect(await invoke(aliases, { RequestType: 'Create', ResourceProperties })).toMatchObject({
        Status: 'SUCCESS',
        Data: { UniqueValues: expected },
        PhysicalResourceId: aliases,
      });
    },
  );

  it('keeps its physical id, so that nothing is replaced', async () => {
    const event = {
      RequestType: 'Update',
      PhysicalResourceId: 'earlier',
      ResourceProperties: { Aliases: '', FilterFor: '' },
    };
    expect(await invoke(aliases, event)).toMatchObject({ PhysicalResourceId: 'earlier' });
  });

  it('has nothing to do when it is deleted', async () => {
    const event = { RequestType: 'Delete', PhysicalResourceId: 'earlier', ResourceProperties: {} };
    expect(await invoke(aliases, event)).toMatchObject({ Status: 'SUCCESS' });
  });

  it('says what is wrong instead of leaving the stack to wait', async () => {
    const event = { RequestType: 'Create', ResourceProperties: { Aliases: '{', FilterFor: '' } };
    expect(await invoke(aliases, event)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('JSON'),
    });
  });
});

describe('the function that copies the certificate, for when Copilot’s own code is nowhere', () => {
  const replicator = 'CertificateReplicatorFunction';
  const names = ['prod.shop.example.com', '*.prod.shop.example.com', 'www.shop.example.com'];
  let sandbox: Opened;
  let original: string;

  beforeEach(async () => {
    sandbox = await openSandbox({ speed: 100_000 });
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL: sandbox.client.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: 'any secret will do',
    }))
      vi.stubEnv(name, value);
    const requested = await acmIn('us-west-2').send(
      new RequestCertificateCommand({
        DomainName: names[0],
        SubjectAlternativeNames: names.slice(1),
        ValidationMethod: 'DNS',
      }),
    );
    original = requested.CertificateArn ?? '';
    // ACM tells the records a moment later.
    await until(async () => {
      const [first] = (await describeIn('us-west-2', original))?.DomainValidationOptions ?? [];
      return first?.ResourceRecord !== undefined;
    });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  function acmIn(region: string): ACMClient {
    return new ACMClient({ ...sandbox.client, region });
  }

  async function describeIn(region: string, arn: string) {
    const { Certificate } = await acmIn(region).send(new DescribeCertificateCommand({ CertificateArn: arn }));
    return Certificate;
  }

  /** What the environment's own function did when the first certificate was made. */
  async function writeRecords(): Promise<HostedZone> {
    const zone = addHostedZone(sandbox.world, { account, name: 'shop.example.com' });
    await publish(acmIn('us-west-2'), original, zone);
    return zone;
  }

  function event(more: object) {
    return {
      RequestType: 'Create',
      ResourceProperties: {
        AppName: 'shop',
        EnvName: 'prod',
        TargetRegion: 'us-east-1',
        EnvRegion: 'us-west-2',
        CertificateArn: original,
      },
      ...more,
    };
  }

  it('asks for the same names in us-east-1, and answers when they are valid', async () => {
    await writeRecords();
    const answer = await invoke(replicator, event({}));
    expect(answer).toMatchObject({ Status: 'SUCCESS', Data: { Arn: answer.PhysicalResourceId } });
    expect(await describeIn('us-east-1', answer.PhysicalResourceId)).toMatchObject({
      Status: 'ISSUED',
      DomainName: names[0],
      SubjectAlternativeNames: names,
    });
    expect(regionOf(sandbox.world, account, 'us-east-1').certificates.size).toBe(1);
  });

  it('names the certificate that it asked for when it cannot be validated, so that it is deleted', async () => {
    const zone = await writeRecords();
    putRecord(zone, { name: zone.name, type: 'CAA', ttl: 300, values: ['0 issue "ca.example.net"'] });
    const answer = await invoke(replicator, event({}));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('CAA_ERROR') });
    await invoke(replicator, event({ RequestType: 'Delete', PhysicalResourceId: answer.PhysicalResourceId }));
    expect(regionOf(sandbox.world, account, 'us-east-1').certificates.size).toBe(0);
  });

  it('says what ACM said', async () => {
    sandbox.world.knobs.denied.add('acm:RequestCertificate');
    expect(await invoke(replicator, event({}))).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: replicator,
      Reason: expect.stringContaining('AccessDeniedException'),
    });
  });

  it.each(['CertificateReplicatorFunction', 'arn:aws:acm:us-east-1:111122223333:certificate/gone'])(
    'has nothing to delete where nothing is: %s',
    async (PhysicalResourceId) => {
      expect(await invoke(replicator, event({ RequestType: 'Delete', PhysicalResourceId }))).toMatchObject({
        Status: 'SUCCESS',
        PhysicalResourceId,
      });
    },
  );
});
