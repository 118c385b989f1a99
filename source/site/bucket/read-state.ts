import { readObject } from '../../aws/s3-objects.ts';
import { type Claim, claimKey, decodeClaim } from '../claim.ts';
import { type Deployed, decodeDeployed, deployedKey } from '../deployed.ts';
import type { SiteBucket } from './site-bucket.ts';

/** What the bucket says about itself. */
export interface BucketState {
  /** Undefined: nobody deployed here, or the list cannot be read. */
  readonly deployed: Deployed | undefined;
  /** Of the list; undefined: there is none. */
  readonly deployedEtag: string | undefined;
  /** When the list was read, by S3's clock, in milliseconds since 1970; 0: there is none. */
  readonly readAt: number;
  readonly claim: FoundClaim | undefined;
}

export interface FoundClaim {
  /** Undefined: what stands there cannot be read. */
  readonly claim: Claim | undefined;
  readonly etag: string;
  /** Milliseconds since its last sign of life, by S3's own clock. */
  readonly silentFor: number;
}

/** Reads it in two requests. @throws UserError `deploy-list-newer` */
export async function readState(site: SiteBucket, signal?: AbortSignal): Promise<BucketState> {
  const [list, claim] = await Promise.all([
    readObject(site.connection, site.bucket, deployedKey, signal),
    readClaim(site, signal),
  ]);
  return {
    deployed: list && decodeDeployed(list.body),
    deployedEtag: list?.etag,
    readAt: list?.answered.getTime() ?? 0,
    claim,
  };
}

export async function readClaim(site: SiteBucket, signal?: AbortSignal): Promise<FoundClaim | undefined> {
  const found = await readObject(site.connection, site.bucket, claimKey, signal);
  if (found === undefined) return undefined;
  return {
    claim: decodeClaim(found.body),
    etag: found.etag,
    silentFor: found.answered.getTime() - found.modified.getTime(),
  };
}
