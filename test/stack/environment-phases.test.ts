import { expect, it, vi } from 'vitest';
import { describeStack, templateBody } from '../../source/aws/cloudformation.ts';
import type { Connection } from '../../source/aws/connection.ts';
import { putTemplate } from '../../source/aws/s3.ts';
import { type EnvironmentCdnSettings, patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import { buildScenario } from '../../source/sandbox/scenarios/build/index.ts';
import { scenarioNamed } from '../../source/sandbox/scenarios/index.ts';
import type { World } from '../../source/sandbox/world.ts';
import { accountOf, regionOf } from '../../source/sandbox/world-factory.ts';
import { executeChangeSet, prepareChangeSet } from '../../source/stack/change-set.ts';
import { systemClock } from '../../source/stack/clock.ts';
import { followStack } from '../../source/stack/follow.ts';
import { accessKeyId, account, openSandbox, region } from '../sandbox/support.ts';
import { quick } from './sandbox-stack.ts';

/** Where the code of one of Copilot's functions lies in the application's artifact bucket. */
function codeOf(world: World, name: string) {
  const places = [...accountOf(world, account).buckets.values()].flatMap((bucket) =>
    [...bucket.objects.keys()].map((key) => ({ bucket: bucket.name, key })),
  );
  const found = places.find(({ key }) => key.includes(`/${name}/`));
  if (found === undefined) throw new Error(`The scenario has no code of ${name}.`);
  return found;
}

/** Deploys the settings as a run would; what the guard said, and how it ended. */
async function deploy(
  connection: Connection,
  bucket: string,
  settings: EnvironmentCdnSettings,
  name: string,
) {
  const stack = await describeStack(connection, 'shop-prod');
  const patch = patchEnvironmentTemplate(await templateBody(connection, 'shop-prod'), settings);
  await putTemplate(connection, bucket, `${name}.yml`, patch.template);
  const prepared = await prepareChangeSet(
    { connection, clock: systemClock },
    {
      stack: 'shop-prod',
      templateUrl: `https://${bucket}.s3.${region}.amazonaws.com/${name}.yml`,
      parameters: (stack?.Parameters ?? []).map((parameter) => parameter.ParameterKey ?? ''),
      tags: Object.fromEntries((stack?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
      name,
      expected: patch.nodes,
      describe: () => undefined,
    },
  );
  if (prepared.kind === 'empty') throw new Error(`${name} changes nothing.`);
  await executeChangeSet({ connection }, { stack: 'shop-prod', id: prepared.id, token: name });
  const { outcome } = await followStack({
    connection,
    stack: 'shop-prod',
    since: { clientRequestToken: name },
    emit: () => {},
    clock: systemClock,
    pace: quick,
  });
  return { verdict: prepared.verdict, outcome };
}

it.each([
  ['fresh', { publicCertificates: true, hasDomain: false }],
  ['domain', { publicCertificates: false, hasDomain: true }],
] as const)('in %s, every phase of a real patch is allowed and goes well', async (scenario, application) => {
  const { world, sandbox } = await openSandbox({ speed: 2000 });
  await buildScenario(world, scenarioNamed(scenario));
  vi.stubEnv('AWS_ENDPOINT_URL', sandbox.endpoint);
  const credentials = async () => ({ accessKeyId, secretAccessKey: 'any secret will do' });
  const connection: Connection = { region, identity: 'caller', credentials };
  const functionCode = {
    uniqueJsonValues: codeOf(world, 'uniquejsonvaluesfunction'),
    certificateReplicator: codeOf(world, 'certificatereplicatorfunction'),
  };
  const certificates = [...regionOf(world, account, 'us-east-1').certificates.values()];
  const certificate = certificates.find(
    ({ status, names }) => status === 'ISSUED' && names.includes('*.example.com'),
  )?.arn;
  const cdn = {
    terminateTls: false,
    ...(!application.hasDomain && certificate !== undefined && { certificate }),
  };
  const off: EnvironmentCdnSettings = {
    ...application,
    cdn: null,
    restrictIngress: null,
    sourceIps: [],
    manifest: 'name: prod\ntype: Environment\n',
    functionCode,
  };
  const { bucket } = functionCode.uniqueJsonValues;
  const phases: readonly (readonly [string, EnvironmentCdnSettings])[] = [
    ['distribution', { ...off, cdn }],
    ['closed', { ...off, cdn, restrictIngress: { prefixListId: 'pl-82a045eb' } }],
    ['open', { ...off, cdn }],
    ['off', off],
  ];
  for (const [name, settings] of phases) {
    const result = await deploy(connection, bucket, settings, name);
    expect([name, result]).toEqual([name, { verdict: 'allowed', outcome: 'done' }]);
  }
});
