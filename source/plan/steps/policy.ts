import { readBucketPolicy, replaceBucketPolicy } from '../../aws/bucket-policy.ts';
import { inRegion } from '../../aws/connection.ts';
import { type EdgeReader, neededStatement, withDistribution } from '../../cdn/bucket-policy/index.ts';
import { UserError } from '../../errors.ts';
import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import { edgeReader, policyChange } from '../static-steps.ts';
import type { PolicyStep } from '../step.ts';

/**
 * Lets the distribution read the bucket: its policy is read again, merged, shown, and written only if nobody changed it meanwhile. Where
 * these credentials may not, the statement is left to a person.
 * @throws UserError `bucket-policy-not-merged`, those of `replaceBucketPolicy`
 */
export async function performPolicy(step: PolicyStep, facts: Facts, ports: Ports): Promise<Performed> {
  const { bucket, region } = step.wanted;
  const reader = edgeReader(facts, step.wanted);
  if (reader === undefined)
    return { kind: 'unfinished', why: 'there is no distribution to let in', left: [] };
  const connection = inRegion(ports.caller, region);
  try {
    const read = await readBucketPolicy(connection, bucket, ports.signal);
    const merge = withDistribution(read, reader);
    if (merge.kind === 'unchanged') return { kind: 'done' };
    if (merge.kind === 'impossible')
      throw new UserError({ code: 'bucket-policy-not-merged', message: merge.why, next: [merge.next] });
    const change = policyChange(bucket, read, merge.text);
    ports.emit({ type: 'change', step: step.id, ...change });
    const agreed = await ports.consent({
      changes: [change],
      warnings: [],
      question: {
        id: 'write-policy',
        kind: 'choice',
        text: `Let the distribution read ${bucket}?`,
        flag: '--yes',
        choices: [
          { value: 'yes', label: 'Write the policy', columns: ['nothing that stands in it changes'] },
          { value: 'no', label: 'Not now', columns: ['files are answered with 403 until then'] },
        ],
        recommended: 'yes',
        explanation: [
          'The statement is for the service CloudFront and this one distribution, and for reading alone.',
          'What stands in the policy stays, to the byte; it is written only if nobody changed it meanwhile.',
          'It does not make the bucket public, and Block Public Access does not mind it.',
        ],
      },
    });
    if (!agreed) return byHand(reader, `the policy of ${bucket} stays as it is, as you said`);
    ports.touch();
    await replaceBucketPolicy(connection, bucket, { read, wanted: merge.text }, ports.signal);
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'access-denied') throw error;
    return byHand(reader, error.message.replace(/\.$/, ''));
  }
}

function byHand(reader: EdgeReader, why: string): Performed {
  return {
    kind: 'unfinished',
    why,
    left: [`Have this statement added to the policy of ${reader.bucket}: ${neededStatement(reader)}`],
  };
}
