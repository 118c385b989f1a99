import { readBucketPolicy, replaceBucketPolicy } from '../../aws/bucket-policy.ts';
import { inRegion } from '../../aws/connection.ts';
import { withoutDistribution } from '../../cdn/bucket-policy/index.ts';
import { UserError } from '../../errors.ts';
import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import { edgeReader, policyChange } from '../static-steps.ts';
import type { PolicyRemovalStep } from '../step.ts';

/**
 * Takes out of the bucket's policy what lets this distribution read: the policy is read again, shown, and written only if nobody changed
 * it meanwhile. Where these credentials may not, it is left to a person.
 * @throws UserError those of `replaceBucketPolicy`
 */
export async function performPolicyRemoval(
  step: PolicyRemovalStep,
  facts: Facts,
  ports: Ports,
): Promise<Performed> {
  const { bucket, region } = step.wanted;
  const reader = edgeReader(facts, step.wanted);
  if (reader === undefined) return { kind: 'done' };
  const connection = inRegion(ports.caller, region);
  try {
    const read = await readBucketPolicy(connection, bucket, ports.signal);
    const removal = read === undefined ? undefined : withoutDistribution(read, reader);
    if (removal === undefined || removal.kind === 'unchanged') return { kind: 'done' };
    const wanted = removal.kind === 'changed' ? removal.text : undefined;
    const change = policyChange(bucket, read, wanted ?? '{}');
    ports.emit({ type: 'change', step: step.id, ...change });
    const agreed = await ports.consent({
      changes: [change],
      warnings: [],
      question: {
        id: 'take-policy',
        kind: 'choice',
        text: `Keep the distribution out of ${bucket}?`,
        flag: '--yes',
        choices: [
          { value: 'yes', label: 'Take the statement out', columns: ['what else stands in it stays'] },
          { value: 'no', label: 'Not now', columns: ['come back with: copilot-cdn resume'] },
        ],
        recommended: 'yes',
        explanation: [
          'The statement names this one distribution, which is deleted next.',
          'What else stands in the policy stays, to the byte; it is written only if nobody changed it meanwhile.',
          'The bucket and its files stay where they are.',
        ],
      },
    });
    if (!agreed)
      return byHand(bucket, reader.distributionArn, `the policy of ${bucket} stays as it is, as you said`);
    ports.touch();
    await replaceBucketPolicy(connection, bucket, { read, wanted }, ports.signal);
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'access-denied') throw error;
    return byHand(bucket, reader.distributionArn, error.message.replace(/\.$/, ''));
  }
}

function byHand(bucket: string, distribution: string, why: string): Performed {
  return {
    kind: 'unfinished',
    why,
    left: [`Have the statement that names ${distribution} taken out of the policy of ${bucket}`],
  };
}
