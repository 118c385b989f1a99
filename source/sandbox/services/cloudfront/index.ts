import { restXmlFault, restXmlResponse } from '../../protocol/index.ts';
import { Fault, type Service } from '../../service.ts';
import { accountOf } from '../../world-factory.ts';
import { reads } from '../operations.ts';
import { describeConfig } from './distribution-config.ts';
import { describeDistribution, distributionOf, listDistributions } from './distributions.ts';

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

/** Read only: distributions are made by stacks. */
export const cloudFront: Service = {
  name: 'cloudfront',
  family: 'rest-xml',
  throttlingCode: 'Throttling',
  operation(request, world) {
    const account = () => accountOf(world, request.credential.account);
    const [, , resource, id, part] = request.url.pathname.split('/');
    if (request.method === 'GET' && resource === 'distribution') {
      if (id === undefined) {
        return reads('ListDistributions', () =>
          restXmlResponse(
            'DistributionList',
            namespace,
            listDistributions(account(), request.url.searchParams),
          ),
        );
      }
      const arn = `arn:aws:cloudfront::${request.credential.account}:distribution/${id}`;
      if (part === 'config') {
        return reads(
          'GetDistributionConfig',
          () => {
            const distribution = distributionOf(account(), id);
            const config = describeConfig(distribution);
            return restXmlResponse('DistributionConfig', namespace, config, {
              headers: { etag: distribution.etag },
            });
          },
          { resource: arn },
        );
      }
      return reads(
        'GetDistribution',
        () => {
          const distribution = distributionOf(account(), id);
          return restXmlResponse('Distribution', namespace, describeDistribution(distribution), {
            headers: { etag: distribution.etag },
          });
        },
        { resource: arn },
      );
    }
    throw new Fault(
      'InvalidAction',
      `The sandbox does not model ${request.method} ${request.url.pathname}.`,
      404,
    );
  },
  fault: (fault, request) => restXmlFault(fault, namespace, request.requestId),
};
