import { Fault } from '../../service.ts';
import type { Account, Distribution } from '../../world.ts';
import { describeConfig } from './distribution-config.ts';
import { invalidationsInProgress } from './invalidations.ts';

/** Throws `NoSuchDistribution`. */
export function distributionOf(account: Account, id: string): Distribution {
  const distribution = [...account.distributions.values()].find((candidate) => candidate.id === id);
  if (distribution === undefined) {
    throw new Fault('NoSuchDistribution', 'The specified distribution does not exist.', 404);
  }
  return distribution;
}

export function describeDistribution(distribution: Distribution) {
  return {
    Id: distribution.id,
    ARN: distribution.arn,
    Status: distribution.status,
    LastModifiedTime: distribution.modified,
    InProgressInvalidationBatches: invalidationsInProgress(distribution),
    DomainName: distribution.domainName,
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
    DistributionConfig: describeConfig(distribution),
  };
}

/** By `Marker` (the last id of the page before) and `MaxItems`, 100 unless told. */
export function listDistributions(account: Account, query: URLSearchParams) {
  const marker = query.get('Marker') ?? '';
  const size = Number(query.get('MaxItems') ?? '100');
  const all = [...account.distributions.values()];
  const start = marker === '' ? 0 : all.findIndex(({ id }) => id === marker) + 1;
  const page = all.slice(start, start + size);
  const truncated = start + size < all.length;
  return {
    Marker: marker,
    NextMarker: truncated ? page.at(-1)?.id : undefined,
    MaxItems: size,
    IsTruncated: truncated,
    Quantity: page.length,
    Items: page.length === 0 ? undefined : { DistributionSummary: page.map(summary) },
  };
}

function summary(distribution: Distribution) {
  const {
    CallerReference: _reference,
    DefaultRootObject: _root,
    Logging: _logging,
    ...config
  } = describeConfig(distribution);
  return {
    Id: distribution.id,
    ARN: distribution.arn,
    ETag: distribution.etag,
    Status: distribution.status,
    LastModifiedTime: distribution.modified,
    DomainName: distribution.domainName,
    ...config,
  };
}
