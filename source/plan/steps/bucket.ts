import { replaceBucketPolicy } from '../../aws/bucket-policy.ts';
import { inRegion } from '../../aws/connection.ts';
import { closeBucket, createPrivateBucket } from '../../aws/create-bucket.ts';
import { withoutPublicStatements } from '../../cdn/bucket-policy/index.ts';
import type { FileChange } from '../../event.ts';
import type { Consent } from '../../wizard/screen.ts';
import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import { policyChange } from '../static-steps.ts';
import type { BucketStep } from '../step.ts';

/**
 * Makes the bucket, or closes it to the public: statements for everybody are taken out of its policy first, because S3 takes no change to
 * a public policy afterwards.
 * @throws UserError those of `createPrivateBucket`, `replaceBucketPolicy`
 */
export async function performBucket(step: BucketStep, facts: Facts, ports: Ports): Promise<Performed> {
  const { bucket, region, make } = step.wanted;
  const connection = inRegion(ports.caller, region);
  if (make) {
    if (!(await ports.consent(makeConsent(bucket, region)))) return declined('no bucket is made');
    ports.touch();
    await createPrivateBucket(connection, bucket, ports.signal);
    return { kind: 'done' };
  }
  const policy = facts.staticFiles?.bucket?.policy;
  const before = policy?.known ? policy.value : undefined;
  const removal = before === undefined ? undefined : withoutPublicStatements(before);
  const after = removal?.kind === 'changed' ? removal.text : removal?.kind === 'emptied' ? undefined : before;
  const changes =
    before !== undefined && after !== before ? [policyChange(bucket, before, after ?? '{}')] : [];
  for (const change of changes) ports.emit({ type: 'change', step: step.id, ...change });
  if (!(await ports.consent(closeConsent(bucket, changes)))) return declined(`${bucket} stays open`);
  ports.touch();
  if (after !== before)
    await replaceBucketPolicy(connection, bucket, { read: before, wanted: after }, ports.signal);
  await closeBucket(connection, bucket, ports.signal);
  return { kind: 'done' };
}

function declined(what: string): Performed {
  return { kind: 'unfinished', why: `${what}, as you said`, left: [] };
}

function makeConsent(bucket: string, region: string): Consent {
  return {
    changes: [],
    warnings: [],
    question: {
      id: 'make-bucket',
      kind: 'choice',
      text: `Make the bucket ${bucket} in ${region}?`,
      flag: '--yes',
      choices: [
        { value: 'yes', label: 'Make it', columns: ['private, encrypted, versioned'] },
        { value: 'no', label: 'Not now', columns: ['come back with: copilot-cdn resume'] },
      ],
      recommended: 'yes',
      explanation: [
        'All public access to it is blocked, and only its owner owns what is in it.',
        'Old versions of files stay until they are deleted; S3 charges for them as for others.',
        'Its name is taken for everybody from then on: names of buckets are shared by all accounts.',
      ],
    },
  };
}

function closeConsent(bucket: string, changes: readonly FileChange[]): Consent {
  return {
    changes,
    warnings: [
      `Whoever reads ${bucket} without signing in is shut out from then on, a website or an app that links to it included.`,
    ],
    question: {
      id: 'close-bucket',
      kind: 'choice',
      text: `Close ${bucket} to the public?`,
      flag: '--yes',
      choices: [
        { value: 'yes', label: 'Close it', columns: ['visitors come through the CDN'] },
        { value: 'no', label: 'Not now', columns: ['come back with: copilot-cdn resume'] },
      ],
      recommended: 'yes',
      explanation: [
        'CloudFront reads a private bucket; a public one can be read past it, without your caching or your limits.',
        'Identities and services that the policy names go on reading and writing.',
        'It is undone in the S3 console, under Permissions.',
      ],
    },
  };
}
