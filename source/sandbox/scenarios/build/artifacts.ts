import { createHash } from 'node:crypto';
import { putFile } from '../../stored-objects.ts';
import type { Bucket, World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import { artifactBucketName } from '../names.ts';
import type { EnvironmentScenario, Scenario } from '../scenario.ts';

/** Every deployment of an environment uploads these, used or not (docs/copilot.md, 3). */
const environmentFunctions = [
  'CertificateValidationFunction',
  'CustomDomainFunction',
  'DNSDelegationFunction',
  'CertificateReplicatorFunction',
  'BucketCleanerFunction',
  'UniqueJSONValuesFunction',
];

/** Puts the code of an environment's functions where earlier deployments left it. */
export function addFunctionCode(world: World, scenario: Scenario, environment: EnvironmentScenario): void {
  const bucket = artifactBucket(world, scenario, environment);
  for (const name of environmentFunctions) {
    const body = archiveOf(name);
    const hash = createHash('sha256').update(body).digest('hex');
    putFile(world, bucket, `manual/scripts/custom-resources/${name.toLowerCase()}/${hash}.zip`, body);
  }
}

/** Puts code wherever a template says that its functions have it. */
export function addCodeNamedBy(
  world: World,
  scenario: Scenario,
  environment: EnvironmentScenario,
  template: string,
): void {
  const bucket = artifactBucket(world, scenario, environment);
  for (const [, key = ''] of template.matchAll(/^ *S3Key: *(\S+)$/gm)) {
    if (!bucket.objects.has(key)) putFile(world, bucket, key, archiveOf(key));
  }
}

function artifactBucket(world: World, { application }: Scenario, { region }: EnvironmentScenario): Bucket {
  const name = artifactBucketName(application, region);
  const bucket = accountOf(world, application.account).buckets.get(name);
  if (bucket === undefined) throw new Error(`There is no bucket ${name}.`);
  return bucket;
}

/** An archive without files: nobody runs it here, but it must be told apart from others. */
function archiveOf(name: string): Buffer {
  const comment = Buffer.from(name);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, comment]);
}
