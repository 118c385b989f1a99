import { restXmlFault, restXmlResponse } from '../../protocol/index.ts';
import { type AwsRequest, Fault, type Operation, type Service } from '../../service.ts';
import type { World } from '../../world.ts';
import { accountOf } from '../../world-factory.ts';
import { reads, writes } from '../operations.ts';
import { describeConfig } from './distribution-config.ts';
import { describeDistribution, distributionOf, listDistributions } from './distributions.ts';
import { createInvalidation, describeInvalidation, invalidationOf } from './invalidations.ts';

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

/** Distributions are made by stacks; here they are read, and told to forget. */
export const cloudFront: Service = {
  name: 'cloudfront',
  family: 'rest-xml',
  throttlingCode: 'Throttling',
  operation(request, world) {
    const operation = operationOf(request, world);
    if (operation !== undefined) return operation;
    throw new Fault(
      'InvalidAction',
      `The sandbox does not model ${request.method} ${request.url.pathname}.`,
      404,
    );
  },
  fault: (fault, request) => restXmlFault(fault, namespace, request.requestId),
};

function operationOf(request: AwsRequest, world: World): Operation | undefined {
  const account = () => accountOf(world, request.credential.account);
  const [, , kind, id, part, partId] = request.url.pathname.split('/');
  if (kind !== 'distribution') return undefined;
  if (id === undefined) {
    if (request.method !== 'GET') return undefined;
    return reads('ListDistributions', () =>
      restXmlResponse('DistributionList', namespace, listDistributions(account(), request.url.searchParams)),
    );
  }
  const distribution = () => distributionOf(account(), id);
  const extras = { resource: `arn:aws:cloudfront::${request.credential.account}:distribution/${id}` };
  switch ([request.method, part, partId && 'ID'].filter((word) => word !== undefined).join(' ')) {
    case 'GET':
      return reads(
        'GetDistribution',
        () => {
          const found = distribution();
          const headers = { etag: found.etag };
          return restXmlResponse('Distribution', namespace, describeDistribution(found), { headers });
        },
        extras,
      );
    case 'GET config':
      return reads(
        'GetDistributionConfig',
        () => {
          const found = distribution();
          const headers = { etag: found.etag };
          return restXmlResponse('DistributionConfig', namespace, describeConfig(found), { headers });
        },
        extras,
      );
    case 'POST invalidation':
      return writes(
        'CreateInvalidation',
        () => createInvalidation(world, distribution(), request, namespace),
        extras,
      );
    case 'GET invalidation ID':
      return reads(
        'GetInvalidation',
        () => {
          const found = describeInvalidation(invalidationOf(distribution(), partId ?? ''));
          return restXmlResponse('Invalidation', namespace, found);
        },
        extras,
      );
    default:
      return undefined;
  }
}
