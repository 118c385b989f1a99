import { describeStack, stackInstances } from '../aws/cloudformation.ts';
import { type Connection, inRegion } from '../aws/connection.ts';
import { awsErrorCode } from '../aws/errors.ts';
import { keysUnder } from '../aws/s3.ts';
import { UserError } from '../errors.ts';
import { customResourcePrefix, infrastructureStackSetName } from './names.ts';
import type { Application } from './records.ts';

/** What the application keeps in one region, in its own account. */
export interface RegionalResources {
  readonly artifactBucket: string;
  readonly keyArn: string;
}

/**
 * Looks up the application's artifact bucket for a region, as Copilot does (docs/copilot.md, 3).
 * @param connection the caller's, in the application's region
 * @throws UserError `no-artifact-bucket`
 */
export async function regionalResources(
  connection: Connection,
  application: Pick<Application, 'name' | 'account'>,
  region: string,
  signal?: AbortSignal,
): Promise<RegionalResources> {
  const stackSet = infrastructureStackSetName(application.name);
  const instances = await stackInstances(connection, stackSet, application.account, region, signal).catch(
    (error: unknown) => {
      if (awsErrorCode(error) !== 'StackSetNotFoundException') throw error;
      throw noBucket(application.name, region, `there is no stack set ${stackSet}`, error);
    },
  );
  const stackId = instances[0]?.StackId;
  if (!stackId) throw noBucket(application.name, region, `stack set ${stackSet} has no stack there`);
  const stack = await describeStack(inRegion(connection, region), stackId, signal);
  const output = (key: string) => stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  const artifactBucket = output('PipelineBucket');
  const keyArn = output('KMSKeyARN');
  if (!artifactBucket || !keyArn) {
    throw noBucket(application.name, region, `stack ${stackId} does not name its bucket and key`);
  }
  return { artifactBucket, keyArn };
}

export interface FunctionCode {
  readonly bucket: string;
  readonly key: string;
}

/** The newest code of one of Copilot's custom resources in the artifact bucket; undefined when none lies there. */
export async function customResourceCode(
  connection: Connection,
  bucket: string,
  functionName: string,
  signal?: AbortSignal,
): Promise<FunctionCode | undefined> {
  const objects = await keysUnder(connection, bucket, customResourcePrefix(functionName), signal);
  const [newest] = objects
    .filter(({ key }) => key.endsWith('.zip'))
    .sort((one, other) => other.modified.getTime() - one.modified.getTime());
  return newest && { bucket, key: newest.key };
}

function noBucket(application: string, region: string, why: string, cause?: unknown): UserError {
  return new UserError({
    code: 'no-artifact-bucket',
    message: `Looking for the artifact bucket of ${application} in ${region}: ${why}. Templates are uploaded to it.`,
    next: [
      "Look at the application's stack set in the CloudFormation console, in the region where the application was made",
    ],
    cause,
  });
}
