import { UserError } from '../errors.ts';
import { cloudFront, load } from './cloudfront-client.ts';
import { abortable, type Connection } from './connection.ts';
import { awsErrorCode, describing } from './errors.ts';

export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  /** `InProgress` until every edge serves by the last configuration, then `Deployed`. */
  readonly status: string;
  readonly enabled: boolean;
  readonly aliases: readonly string[];
  readonly certificateArn?: string;
  readonly minimumProtocolVersion?: string;
  readonly priceClass?: string;
  /** Id or ARN of the web ACL in front of it. */
  readonly webAcl?: string;
  /** How it asks its origins that are no buckets: `match-viewer`, `http-only`, `https-only`. */
  readonly originProtocols: readonly string[];
  readonly modified?: Date;
  readonly etag: string;
}

/** @throws UserError `distribution-not-found` */
export async function readDistribution(
  connection: Connection,
  id: string,
  signal?: AbortSignal,
): Promise<Distribution> {
  const doing = {
    ...connection,
    what: `reading the distribution ${id}`,
    action: 'cloudfront:GetDistribution',
  };
  return describing(doing, async () => {
    const { GetDistributionCommand } = await load();
    const client = await cloudFront(connection);
    const { Distribution, ETag } = await client
      .send(new GetDistributionCommand({ Id: id }), abortable(signal))
      .catch((error: unknown) => {
        throw awsErrorCode(error) === 'NoSuchDistribution' ? notFound(id, error) : error;
      });
    if (!Distribution?.DomainName) throw notFound(id);
    const config = Distribution.DistributionConfig;
    const certificate = config?.ViewerCertificate;
    return {
      id,
      arn: Distribution.ARN ?? '',
      domainName: Distribution.DomainName,
      status: Distribution.Status ?? 'InProgress',
      enabled: config?.Enabled ?? false,
      aliases: config?.Aliases?.Items ?? [],
      ...(certificate?.ACMCertificateArn && { certificateArn: certificate.ACMCertificateArn }),
      ...(certificate?.MinimumProtocolVersion && {
        minimumProtocolVersion: certificate.MinimumProtocolVersion,
      }),
      ...(config?.PriceClass && { priceClass: config.PriceClass }),
      ...(config?.WebACLId && { webAcl: config.WebACLId }),
      originProtocols: (config?.Origins?.Items ?? []).flatMap(
        ({ CustomOriginConfig }) => CustomOriginConfig?.OriginProtocolPolicy ?? [],
      ),
      ...(Distribution.LastModifiedTime && { modified: Distribution.LastModifiedTime }),
      etag: ETag ?? '',
    };
  });
}

export interface ListedDistribution {
  readonly id: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
}

/** Every distribution of the account, a page of up to 100 at a time. */
export async function* distributionPages(
  connection: Connection,
  signal?: AbortSignal,
): AsyncGenerator<readonly ListedDistribution[]> {
  const doing = {
    ...connection,
    what: 'listing the distributions of the account',
    action: 'cloudfront:ListDistributions',
  };
  let marker: string | undefined;
  do {
    const page = await describing(doing, async () => {
      const { ListDistributionsCommand } = await load();
      const client = await cloudFront(connection);
      const command = new ListDistributionsCommand({ MaxItems: 100, ...(marker && { Marker: marker }) });
      return (await client.send(command, abortable(signal))).DistributionList;
    });
    yield (page?.Items ?? []).map(({ Id = '', DomainName = '', Aliases }) => ({
      id: Id,
      domainName: DomainName,
      aliases: Aliases?.Items ?? [],
    }));
    marker = page?.IsTruncated ? page.NextMarker : undefined;
  } while (marker !== undefined);
}

function notFound(id: string, cause?: unknown): UserError {
  return new UserError({
    code: 'distribution-not-found',
    message: `There is no distribution ${id} in the account of these credentials.`,
    next: [
      'See whose credentials are used: aws sts get-caller-identity',
      'Look for the distribution in the CloudFront console: it may have been deleted by hand',
    ],
    cause,
  });
}
