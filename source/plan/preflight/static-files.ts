import { denialsFor, withDistribution } from '../../cdn/bucket-policy/index.ts';
import { servedInWords } from '../../cdn/served-objects.ts';
import { UserError } from '../../errors.ts';
import type { Desired } from '../desired.ts';
import type { Facts } from '../facts.ts';
import { edgeReader } from '../static-steps.ts';
import { blocking, type Check, warning } from './check.ts';

/** What can be known to go wrong with static files. */
export function staticFilesArrive(facts: Facts, desired: Desired): readonly Check[] {
  const { staticAssets } = desired;
  if (!staticAssets) return [];
  const { bucket, served } = facts.staticFiles ?? {};
  const checks: Check[] = [];
  if (served !== undefined && served.objects === 0 && !staticAssets.make)
    checks.push(
      warning('static-files', `No file under ${staticAssets.path} yet`, {
        why: servedInWords(staticAssets.path, served),
        next: [
          `Upload them with that prefix in their keys: s3://${staticAssets.bucket}/${staticAssets.path}`,
        ],
      }),
    );
  if (bucket === undefined) return checks;
  if (!bucket.policy.known)
    checks.push(
      warning('bucket-policy', `The policy of ${bucket.name} may not be read`, {
        why: 'Then it cannot be merged either: the statement is shown for somebody to add.',
        next: [`Have ${bucket.policy.action} and s3:PutBucketPolicy allowed`],
      }),
    );
  const reader = edgeReader(facts, staticAssets) ?? {
    bucket: bucket.name,
    distributionArn: `arn:aws:cloudfront::${facts.environment.account}:distribution/NEW`,
    pathPattern: staticAssets.path,
  };
  if (bucket.policy.known && bucket.policy.value !== undefined) {
    const merge = withDistribution(bucket.policy.value, reader);
    if (merge.kind === 'impossible')
      checks.push(
        blocking(
          'bucket-policy',
          `The policy of ${bucket.name} cannot be merged`,
          new UserError({ code: 'bucket-policy-not-merged', message: merge.why, next: [merge.next] }),
        ),
      );
    for (const denial of denialsFor(bucket.policy.value, reader).filter(
      ({ effect }) => effect !== 'harmless',
    ))
      checks.push(
        warning('bucket-denials', `${denial.name} in the policy of ${bucket.name} may keep CloudFront out`, {
          why: denial.says,
          next: denial.next === undefined ? [] : [denial.next],
        }),
      );
  }
  return checks;
}
