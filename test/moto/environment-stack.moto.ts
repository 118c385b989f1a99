import { beforeAll, describe, expect, test } from 'vitest';
import { describeStack, stackResources, templateBody } from '../../source/aws/cloudformation.ts';
import { descriptionsIn } from '../../source/cdn/descriptions.ts';
import { type EnvironmentPatch, patchEnvironmentTemplate } from '../../source/cdn/environment-patch.ts';
import type { EventBody } from '../../source/event.ts';
import {
  discardChangeSet,
  executeChangeSet,
  type PreparedChangeSet,
  prepareChangeSet,
} from '../../source/stack/change-set.ts';
import { systemClock } from '../../source/stack/clock.ts';
import { type Followed, followStack } from '../../source/stack/follow.ts';
import type { Since } from '../../source/stack/operation.ts';
import { dataOf } from '../cdn/expected-environment.ts';
import { imported, manifest, off, staticAssets } from '../cdn/settings-product.ts';
import { createEnvironmentStack, type EnvironmentStack } from './environment-stack.ts';

// From the creation of the environment to a CDN and off again. What moto cannot show of it stands in the notice of shortcomings.moto.ts.
const pace = { shortest: 5, longest: 40 };
const ways = ["Copilot's function out of the artifact bucket", 'a function of our own'] as const;

describe.each(ways)('an environment whose CDN comes with %s', (way) => {
  let stack: EnvironmentStack;
  let on: EnvironmentPatch;
  let offAgain: EnvironmentPatch;

  beforeAll(async () => {
    stack = await createEnvironmentStack();
    const settings = {
      ...off,
      publicCertificates: true,
      functionCode: way === ways[0] ? { uniqueJsonValues: stack.functionCode } : {},
    };
    on = patchEnvironmentTemplate(stack.template, {
      ...settings,
      cdn: { ...imported, staticAssets },
      restrictIngress: { prefixListId: 'pl-3b927c52' },
      sourceIps: ['203.0.113.0/24'],
      manifest: `${manifest}cdn: true\n`,
    });
    offAgain = patchEnvironmentTemplate(on.template, settings);
  });

  async function prepare({ template, nodes }: EnvironmentPatch, name: string): Promise<PreparedChangeSet> {
    const descriptions = descriptionsIn(template);
    return prepareChangeSet(
      { connection: stack.connection, clock: systemClock },
      {
        stack: stack.name,
        templateUrl: await stack.upload(template),
        parameters: Object.keys(stack.parameters),
        tags: stack.tags,
        name,
        expected: nodes,
        describe: (logicalId) => descriptions.get(logicalId),
      },
    );
  }

  async function execute({ id }: Changes, token: string, since: Since) {
    const events: EventBody[] = [];
    await executeChangeSet(stack, { stack: stack.name, id, token });
    const followed = await followStack({
      connection: stack.connection,
      stack: stack.name,
      since,
      emit: (event) => events.push(event),
      clock: systemClock,
      pace,
    });
    return { followed, events };
  }

  test('is created as a whole, but for types that moto does not know', async () => {
    expect(Buffer.byteLength(stack.template)).toBeGreaterThan(51_200);
    expect(await templateBody(stack.connection, stack.name)).toBe(stack.template);
    const there = await made(stack);
    const missing = Object.entries(dataOf(stack.template).Resources)
      .filter(([, resource]) => holding.has(textIn(resource, 'Condition')))
      .filter(([logicalId]) => !there.includes(logicalId))
      .map(([, resource]) => textIn(resource, 'Type'));
    expect(there).toContain('HTTPSListener');
    expect(missing.filter((type) => !unknownTypes.has(type))).toEqual([]);
  });

  test('is changed as the patch says, resource by resource, and no further', async () => {
    const changeSet = changesOf(await prepare(on, 'discarded'));
    expect(changeSet.verdict).toBe('allowed');
    expect(toldOf(changeSet.changes)).toEqual(toldOf(on.nodes));
    await discardChangeSet(stack, { stack: stack.name, id: changeSet.id });
    expect(await templateBody(stack.connection, stack.name)).toBe(stack.template);
  });

  test('gets its CDN, and the update is followed from its first event to its last', async () => {
    const startedAfter = new Date();
    const changeSet = changesOf(await prepare(on, 'on'));
    const { followed, events } = await execute(changeSet, 'token-1', { startedAfter });
    expect(followed).toMatchObject(done);
    expect(events).toMatchObject([
      { type: 'stack', stack: stack.name, status: 'UPDATE_IN_PROGRESS', state: 'under-way' },
      { type: 'stack', stack: stack.name, status: 'UPDATE_COMPLETE', state: 'done' },
    ]);
    expect(await templateBody(stack.connection, stack.name)).toBe(on.template);
    expect(await made(stack)).toEqual(expect.arrayContaining(addedFunction));
  });

  test('keeps its parameters and tags', async () => {
    const { Parameters = [], Tags = [] } = (await describeStack(stack.connection, stack.name)) ?? {};
    expect(
      Object.fromEntries(
        Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
      ),
    ).toEqual(stack.parameters);
    expect(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))).toEqual(stack.tags);
  });

  test('has nothing to change once it says so already', async () => {
    expect(await prepare(on, 'again')).toEqual({ kind: 'empty' });
  });

  test('loses its CDN, and is what it was, to the byte', async () => {
    expect(offAgain.template).toBe(stack.template);
    const changeSet = changesOf(await prepare(offAgain, 'off'));
    expect(changeSet.verdict).toBe('allowed');
    expect(toldOf(changeSet.changes)).toEqual(toldOf(offAgain.nodes));
    // By the token alone, as a deployment does it: moto's events have none, so the stack itself is asked in the end.
    const { followed } = await execute(changeSet, 'token-2', { clientRequestToken: 'token-2' });
    expect(followed).toMatchObject(done);
    expect(await templateBody(stack.connection, stack.name)).toBe(stack.template);
    const left = await made(stack);
    expect(addedFunction.filter((id) => left.includes(id))).toEqual([]);
  });
});

type Changes = Extract<PreparedChangeSet, { kind: 'changes' }>;

/** Conditions that hold with the stack's parameters; a resource without one is made anyway. */
const holding: ReadonlySet<string> = new Set(['', 'CreateALB', 'ExportHTTPSListener']);
const unknownTypes: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::Alarm',
  'AWS::ElasticLoadBalancingV2::ListenerCertificate',
  'AWS::ServiceDiscovery::PrivateDnsNamespace',
]);
const done: Partial<Followed> = { status: 'UPDATE_COMPLETE', outcome: 'done' };
const addedFunction = ['UniqueAliasesAction', 'UniqueJSONValuesFunction', 'UniqueJSONValuesFunctionRole'];

function changesOf(prepared: PreparedChangeSet): Changes {
  if (prepared.kind !== 'changes') throw new Error('The change set is empty.');
  return prepared;
}

/** `add CloudFrontDistribution`, sorted; outputs are no resources. */
function toldOf(
  changes: readonly {
    readonly action: string;
    readonly logicalId: string;
    readonly resourceType: string;
  }[],
): readonly string[] {
  return changes
    .filter(({ resourceType }) => resourceType !== '')
    .map(({ action, logicalId }) => `${action} ${logicalId}`)
    .sort();
}

function textIn(resource: unknown, key: string): string {
  if (typeof resource !== 'object' || resource === null) return '';
  const value: unknown = Object.entries(resource).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : '';
}

/** The logical ids of what is there. */
async function made({ connection, name }: EnvironmentStack): Promise<readonly string[]> {
  const resources = await stackResources(connection, name, []);
  return resources.flatMap(({ LogicalResourceId }) => LogicalResourceId ?? []);
}
