import { parseQuery, queryFault, queryResponse, queryText } from '../../protocol/index.ts';
import type { Service } from '../../service.ts';
import { reads, unknownAction } from '../operations.ts';
import { assumeRole } from './assume-role.ts';

const version = '2011-06-15';
const namespace = `https://sts.amazonaws.com/doc/${version}/`;

export const sts: Service = {
  name: 'sts',
  throttlingCode: 'Throttling',
  operation(request, world) {
    const input = parseQuery(request.body.toString('utf8'));
    const action = queryText(input, 'Action') ?? '';
    switch (action) {
      case 'GetCallerIdentity':
        return reads(action, () => {
          const { account, arn, userId } = request.credential;
          const identity = { Arn: arn, UserId: userId, Account: account };
          return queryResponse(action, namespace, identity, request.requestId);
        });
      case 'AssumeRole':
        return reads(
          action,
          () =>
            queryResponse(action, namespace, assumeRole(world, request.credential, input), request.requestId),
          { resource: queryText(input, 'RoleArn') ?? '*' },
        );
      default:
        throw unknownAction(action, version);
    }
  },
  fault: (fault, request) => queryFault(fault, namespace, request.requestId),
};
