import { ec2Fault, ec2Response, parseQuery, queryText } from '../../protocol/index.ts';
import { Fault, type Service } from '../../service.ts';
import { regionOf } from '../../world-factory.ts';
import { reads } from '../operations.ts';
import { describeManagedPrefixLists } from './prefix-lists.ts';
import { describeSecurityGroups } from './security-groups.ts';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

export const ec2: Service = {
  name: 'ec2',
  family: 'ec2',
  throttlingCode: 'RequestLimitExceeded',
  operation(request, world) {
    const input = parseQuery(request.body.toString('utf8'));
    const action = queryText(input, 'Action') ?? '';
    const region = () => regionOf(world, request.credential.account, request.region);
    switch (action) {
      case 'DescribeManagedPrefixLists':
        return reads(action, () =>
          ec2Response(action, namespace, describeManagedPrefixLists(region(), input), request.requestId),
        );
      case 'DescribeSecurityGroups':
        return reads(action, () =>
          ec2Response(action, namespace, describeSecurityGroups(region(), input), request.requestId),
        );
      default:
        throw new Fault('InvalidAction', `The action ${action} is not valid for this web service.`);
    }
  },
  fault: (fault, request) => ec2Fault(fault, request.requestId),
};
