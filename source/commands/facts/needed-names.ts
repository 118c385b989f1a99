import { readDeployedEnvironment } from '../../cdn/deployed-environment.ts';
import { environmentStackName } from '../../copilot/names.ts';
import type { Environment } from '../../copilot/records.ts';
import { type StackFacts, servicesBehindLoadBalancer, uniqueNames } from '../../plan/facts.ts';
import { environmentManager, type OpenApplication } from './open-application.ts';
import {
  aliasesBesideTheStack,
  findEnvironment,
  readDeployedManifest,
  refuseOtherAccount,
} from './read-facts.ts';
import { missingManifest, readWorkspaceManifest } from './read-manifests.ts';
import { readStack } from './read-stack.ts';

/**
 * The names that an environment's certificate must cover, without all the rest that there is to know about it.
 * @throws UserError for an environment that is not there, is in another account, or whose stack or manifests cannot be read
 */
export async function readNeededNames(
  opened: OpenApplication,
  name: string,
  signal: AbortSignal,
): Promise<{ readonly record: Environment; readonly stack: StackFacts; readonly names: readonly string[] }> {
  const record = findEnvironment(opened, name);
  refuseOtherAccount(opened, record);
  const manager = environmentManager(opened, record);
  const stack = await readStack(manager, environmentStackName(opened.application.name, name), signal);
  const deployed = readDeployedManifest(readDeployedEnvironment(stack.template), opened, name);
  const workspace = deployed ?? (await readWorkspaceManifest(opened, name))?.manifest;
  const manifest = workspace ?? (await missingManifest(opened, record, undefined)).manifest;
  const beside = await aliasesBesideTheStack(opened, name, { stack, manifest });
  return { record, stack, names: uniqueNames(servicesBehindLoadBalancer(stack.parameters, beside)) };
}
