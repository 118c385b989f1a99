import { randomUUID } from 'node:crypto';
import { deleteStack } from '../../../aws/cloudformation.ts';
import { awsErrorCode } from '../../../aws/errors.ts';
import { deleteVersions, firstVersions } from '../../../aws/object-versions.ts';
import { changeRecords, recordsNamed } from '../../../aws/route-53.ts';
import { abortAllParts } from '../../../aws/s3-uploads.ts';
import { exitCode, UserError } from '../../../errors.ts';
import type { StepState } from '../../../event.ts';
import { readClaim } from '../../../site/bucket/read-state.ts';
import { holds } from '../../../site/claim.ts';
import { thisMachine } from '../../../site/disk/machine.ts';
import { explainFailure } from '../../../stack/explain-failure.ts';
import { followStack } from '../../../stack/follow.ts';
import { addressRecords, leadsTo } from '../../record-moves.ts';
import type { SiteFacts } from '../../site/site-facts.ts';
import type { SitePorts } from '../../site/site-ports.ts';
import { siteWorker } from './site-files.ts';

export interface SiteDeleted {
  /** Versions of objects that are gone for good. */
  readonly versions: number;
  /** The record of the name that is gone. */
  readonly record?: string;
}

type Ports = Pick<
  SitePorts,
  'caller' | 'manager' | 'emit' | 'clock' | 'signal' | 'expected' | 'findZone' | 'stateFolder'
>;

/**
 * Takes a site away: the record of its name, every version of every file, the stack. Stopped at any moment, the same goes on.
 * @throws UserError `deploy-under-way` while somebody deploys, `deployment-failed` when CloudFormation cannot delete something
 */
export async function deleteSite(facts: SiteFacts, ports: Ports): Promise<SiteDeleted> {
  const { bucket, stackName, stack, name } = facts;
  if (bucket !== undefined) await refuseDeploy(facts, bucket, ports);
  const record =
    name === undefined ? undefined : await reported('name', 'Name', ports, () => deleteRecord(facts, ports));
  const versions =
    bucket === undefined ? 0 : await reported('files', 'Files', ports, () => empty(facts, bucket, ports));
  if (stack !== undefined)
    await reported('stack', 'Stack', ports, async () => {
      await remove(facts, stack.id, ports);
      return { value: undefined, words: `${stackName} is gone` };
    });
  return { versions: versions ?? 0, ...(record !== undefined && { record }) };
}

async function refuseDeploy(facts: SiteFacts, bucket: string, ports: Ports): Promise<void> {
  const site = { connection: siteWorker(facts, ports), bucket };
  const found = await readClaim(site, ports.signal).catch(noneWhereGone(undefined));
  const machine = await thisMachine(ports.stateFolder);
  if (found?.claim === undefined || !holds(found.claim, found.silentFor, machine)) return;
  throw new UserError({
    code: 'deploy-under-way',
    message: `Deleting ${facts.service}: a deploy of it is under way.`,
    next: ['Wait for it to end, or stop it, and run the same command again'],
  });
}

/** A name that leads to a distribution which is gone could be taken over by somebody else. Of one that was lost, the stack still tells where it was. */
async function deleteRecord({ name, distribution, stack }: SiteFacts, ports: Ports) {
  const domainName = distribution?.domainName ?? stack?.outputs.CloudFrontDistributionDomainName;
  if (name === undefined || domainName === undefined) return { value: undefined, words: 'there is none' };
  const zone = await ports.findZone(name.name);
  if (zone === undefined) return { value: undefined, words: `${name.name} is for you to take away` };
  const records = addressRecords(
    await recordsNamed(zone.connection, zone.id, name.name, ports.signal),
  ).filter((record) => leadsTo(record, domainName));
  if (records.length === 0) return { value: undefined, words: `${name.name} leads elsewhere, and stays` };
  const changes = records.map((record) => ({ action: 'DELETE' as const, record }));
  await changeRecords(zone.connection, zone.id, changes, 'copilot-cdn: static site deleted', ports.signal);
  return { value: name.name, words: `${name.name} leads nowhere` };
}

async function empty(facts: SiteFacts, bucket: string, ports: Ports) {
  const worker = siteWorker(facts, ports);
  // A deletion that failed before has taken the rights of the manager role away already.
  const connection = await firstVersions(worker, bucket, ports.signal).then(
    () => worker,
    (error: unknown) =>
      error instanceof UserError && error.code === 'access-denied' ? ports.caller : worker,
  );
  await abortAllParts(connection, bucket, ports.signal).catch(() => undefined);
  let versions = 0;
  for (;;) {
    const found = await firstVersions(connection, bucket, ports.signal).catch(noneWhereGone([]));
    if (found.length === 0) break;
    await deleteVersions(connection, bucket, found, ports.signal);
    versions += found.length;
    ports.emit({
      type: 'step',
      id: 'files',
      title: 'Files',
      state: 'under-way',
      summary: `${versions.toLocaleString('en')} versions deleted`,
    });
  }
  return { value: versions, words: `${bucket} is empty` };
}

/** Somebody may have deleted the bucket by hand. */
function noneWhereGone<Value>(none: Value): (error: unknown) => Value {
  return (error) => {
    if (awsErrorCode(error) === 'NoSuchBucket') return none;
    throw error;
  };
}

async function remove({ stackName, environment }: SiteFacts, id: string, ports: Ports): Promise<void> {
  const token = randomUUID();
  const { executionRoleArn: roleArn } = environment;
  await deleteStack(ports.manager, id, { roleArn, token, signal: ports.signal });
  const followed = await followStack({
    connection: ports.manager,
    stack: id,
    emit: ports.emit,
    signal: ports.signal,
    clock: ports.clock,
    expected: ports.expected,
  });
  if (followed.status === 'DELETE_COMPLETE') return;
  const { rootCause } = followed;
  const explained = rootCause === undefined ? undefined : explainFailure(rootCause);
  throw new UserError({
    code: 'deployment-failed',
    message: `${explained?.message ?? `${stackName} could not be deleted.`} It is in ${followed.status}.`,
    next: [...(explained?.next ?? []), 'then run the same command again'],
    ...(explained?.details !== undefined && { details: explained.details }),
    exitCode: exitCode.failed,
  });
}

async function reported<Value>(
  id: string,
  title: string,
  { emit, signal }: Ports,
  perform: () => Promise<{ readonly value: Value; readonly words: string }>,
): Promise<Value> {
  const tell = (state: StepState, summary: string) => emit({ type: 'step', id, title, state, summary });
  tell('under-way', 'is being taken away');
  try {
    const { value, words } = await perform();
    tell('done', words);
    return value;
  } catch (error) {
    if (!signal.aborted) tell('failed', 'could not be taken away');
    throw error;
  }
}
