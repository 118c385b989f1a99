import { restXmlFault, restXmlResponse } from '../../protocol/index.ts';
import { Fault, type Operation, type Service } from '../../service.ts';
import { accountOf } from '../../world-factory.ts';
import { reads, writes } from '../operations.ts';
import { applyChangeBatch, describeChange } from './apply-change-batch.ts';
import { getHostedZone, hostedZoneOf, listHostedZones, listHostedZonesByName } from './hosted-zones.ts';
import { readChangeBatch } from './read-change-batch.ts';
import { listResourceRecordSets } from './record-sets.ts';

const namespace = 'https://route53.amazonaws.com/doc/2013-04-01/';

export const route53: Service = {
  name: 'route53',
  family: 'rest-xml',
  throttlingCode: 'Throttling',
  operation(request, world): Operation {
    const { account: accountId } = request.credential;
    const account = () => accountOf(world, accountId);
    const query = request.url.searchParams;
    const [, , resource = '', id = '', part = ''] = decodeURIComponent(request.url.pathname).split('/');
    const answer = (name: string, members: Parameters<typeof restXmlResponse>[2]) =>
      restXmlResponse(`${name}Response`, namespace, members);
    const zone = { resource: `arn:aws:route53:::hostedzone/${id}` };

    switch (`${request.method} ${resource}${id === '' ? '' : '/ID'}${part === '' ? '' : `/${part}`}`) {
      case 'GET hostedzone':
        return reads('ListHostedZones', () => answer('ListHostedZones', listHostedZones(account(), query)));
      case 'GET hostedzonesbyname':
        return reads('ListHostedZonesByName', () =>
          answer('ListHostedZonesByName', listHostedZonesByName(account(), query)),
        );
      case 'GET hostedzone/ID':
        return reads('GetHostedZone', () => answer('GetHostedZone', getHostedZone(account(), id)), zone);
      case 'GET hostedzone/ID/rrset':
        return reads(
          'ListResourceRecordSets',
          () => answer('ListResourceRecordSets', listResourceRecordSets(hostedZoneOf(account(), id), query)),
          zone,
        );
      case 'POST hostedzone/ID/rrset':
        return writes(
          'ChangeResourceRecordSets',
          () => {
            const batch = readChangeBatch(request.body.toString('utf8'));
            const changed = applyChangeBatch(world, accountId, hostedZoneOf(account(), id), batch);
            return answer('ChangeResourceRecordSets', changed);
          },
          zone,
        );
      case 'GET change/ID':
        return reads(
          'GetChange',
          () => {
            const change = account().dnsChanges.get(id);
            if (change === undefined) {
              throw new Fault('NoSuchChange', `Could not find resource with ID: ${id}`, 404);
            }
            return answer('GetChange', { ChangeInfo: describeChange(change) });
          },
          { resource: `arn:aws:route53:::change/${id}` },
        );
      default:
        throw new Fault(
          'InvalidAction',
          `The sandbox does not model ${request.method} ${request.url.pathname}.`,
          404,
        );
    }
  },
  fault: (fault, request) => restXmlFault(fault, namespace, request.requestId),
};
