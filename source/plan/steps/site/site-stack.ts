import { randomUUID } from 'node:crypto';
import { cancelUpdate, deleteStack } from '../../../aws/cloudformation.ts';
import { putTemplate } from '../../../aws/s3.ts';
import { callerIdentity } from '../../../aws/sts.ts';
import { descriptionsIn } from '../../../cdn/descriptions.ts';
import { siteParameters } from '../../../cdn/site-stack/index.ts';
import { templateKey, templateUrl } from '../../../copilot/names.ts';
import {
  discardChangeSet,
  executeChangeSet,
  type PreparedChangeSet,
  prepareChangeSet,
} from '../../../stack/change-set.ts';
import { type Followed, followStack } from '../../../stack/follow.ts';
import type { Since } from '../../../stack/operation.ts';
import type { Performed } from '../../ports.ts';
import type { SiteFacts } from '../../site/site-facts.ts';
import type { SitePorts } from '../../site/site-ports.ts';
import { isGone, siteResources, type WantedStack } from '../../site/wanted-stack.ts';
import { refuseBusyOrStuck } from '../deployment-failure.ts';
import { siteStackFailure, siteStackRefused } from './site-stack-failure.ts';

type Changes = Extract<PreparedChangeSet, { kind: 'changes' }>;

/**
 * Makes the site's stack, or makes it what is wanted, and follows CloudFormation to the end. Killed at any moment, the next deploy finds
 * the operation that runs, or none.
 * @throws UserError `change-refused` (exit 3), `deployment-failed`, what gets a stuck stack out
 */
export async function performSiteStack(
  wanted: WantedStack,
  facts: SiteFacts,
  ports: SitePorts,
): Promise<Performed> {
  const { stack, environment } = facts;
  if (stack !== undefined && !isGone(stack.status)) refuseBusyOrStuck({ stack, environment }, undefined);
  if (stack?.status === 'ROLLBACK_COMPLETE') await clearAway(facts, stack.id, ports);
  const changeSet = await propose(wanted, facts, ports);
  // Only the copy of the manifest differs, which CloudFormation takes for nothing.
  if (changeSet.kind === 'empty') return { kind: 'done' };
  for (const change of changeSet.changes) ports.emit({ type: 'change', step: 'stack', ...change });
  if (changeSet.verdict === 'refused') {
    await discard(changeSet, facts, ports);
    throw siteStackRefused(facts, changeSet.changes);
  }
  if (!(await agreed(changeSet, facts, ports))) {
    await discard(changeSet, facts, ports);
    return { kind: 'unfinished', why: `${facts.stackName} stays as it is, as you said`, left: [] };
  }
  const token = randomUUID();
  ports.touch();
  await executeChangeSet(
    { connection: ports.manager },
    { stack: facts.stackName, id: changeSet.id, token, signal: ports.signal },
  );
  return followSiteStack(facts, { clientRequestToken: token }, ports, wanted.template);
}

/** Follows the operation that runs, whoever began it. */
export async function followSiteStack(
  facts: SiteFacts,
  since: Since,
  ports: SitePorts,
  template: string | undefined,
): Promise<Performed> {
  const cancel = () => void cancelUpdate(ports.manager, facts.stackName).catch(() => undefined);
  ports.cancelUpdate.addEventListener('abort', cancel, { once: true });
  try {
    const followed = await follow(facts.stackName, since, ports, template);
    if (followed.outcome !== 'done') throw siteStackFailure(facts, followed, ports.cancelUpdate.aborted);
    return { kind: 'done' };
  } finally {
    ports.cancelUpdate.removeEventListener('abort', cancel);
  }
}

function follow(
  stack: string,
  since: Since,
  ports: SitePorts,
  template: string | undefined,
): Promise<Followed> {
  const descriptions = template === undefined ? new Map<string, string>() : descriptionsIn(template);
  return followStack({
    describe: (logicalId) => descriptions.get(logicalId),
    connection: ports.manager,
    stack,
    since,
    emit: ports.emit,
    signal: ports.signal,
    clock: ports.clock,
    expected: ports.expected,
  });
}

/** A creation that failed was taken back by CloudFormation; its empty shell keeps the name until it is deleted. */
async function clearAway({ environment }: SiteFacts, id: string, ports: SitePorts): Promise<void> {
  const token = randomUUID();
  ports.touch();
  const { executionRoleArn: roleArn } = environment;
  await deleteStack(ports.manager, id, { roleArn, token, signal: ports.signal });
  await follow(id, { clientRequestToken: token }, ports, undefined);
}

async function propose(
  { template, nodes }: WantedStack,
  facts: SiteFacts,
  ports: SitePorts,
): Promise<PreparedChangeSet> {
  const { stackName, stack, environment, tags } = facts;
  const [{ artifactBucket: bucket, keyArn }, { partition }] = await Promise.all([
    ports.artifacts(),
    callerIdentity(ports.manager, ports.signal),
  ]);
  const key = templateKey(stackName, template);
  await putTemplate(ports.manager, bucket, key, template, ports.signal);
  const isNew = stack === undefined || isGone(stack.status);
  const descriptions = descriptionsIn(template);
  return prepareChangeSet(
    { connection: ports.manager, clock: ports.clock },
    {
      stack: stackName,
      templateUrl: templateUrl({ bucket, key, region: ports.manager.region, partition }),
      parameters: isNew ? [] : Object.keys(stack.parameters),
      ...(isNew && { create: { parameters: siteParameters(namesOf(facts), keyArn) } }),
      tags: isNew ? tags : { ...tags, ...stack.tags },
      roleArn: environment.executionRoleArn,
      name: `copilot-cdn-${randomUUID()}`,
      description: `copilot-cdn: static site ${facts.service}`,
      expected: nodes,
      own: siteResources,
      describe: (logicalId) => descriptions.get(logicalId),
      signal: ports.signal,
    },
  );
}

function namesOf({ application, environment, service }: SiteFacts) {
  return { application: application.name, environment: environment.name, service };
}

function agreed(changeSet: Changes, { stack, stackName }: SiteFacts, ports: SitePorts): Promise<boolean> {
  const asked = changeSet.changes.filter((change) => change.verdict === 'ask');
  const isNew = stack === undefined || isGone(stack.status);
  return ports.consent({
    changes: changeSet.changes,
    warnings: asked.map((change) => `${change.logicalId}: ${change.reason ?? 'not named by the template'}`),
    question: {
      id: 'deploy-stack',
      kind: 'choice',
      text: isNew ? `Make the stack ${stackName}?` : `Make these changes to ${stackName}?`,
      flag: '--yes',
      choices: [
        { value: 'yes', label: 'Deploy' },
        { value: 'no', label: 'Stop here', columns: ['nothing of it is kept'] },
      ],
      ...(asked.length === 0 && { recommended: 'yes' }),
      explanation: [
        'This is the change set that CloudFormation itself made from the template.',
        'It was checked: the bucket and what is in it stay, and nothing that is not part of the site is touched.',
        'If anything fails, CloudFormation takes the stack back.',
      ],
    },
  });
}

/** Of a stack that was only announced, the announcement goes too. */
async function discard({ id }: Changes, { stack, stackName, environment }: SiteFacts, ports: SitePorts) {
  const connection = ports.manager;
  await discardChangeSet({ connection }, { stack: stackName, id });
  if (stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS') return;
  const { executionRoleArn: roleArn } = environment;
  await deleteStack(connection, stackName, { roleArn, token: randomUUID() }).catch(() => undefined);
}
