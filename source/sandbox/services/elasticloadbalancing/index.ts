import { parseQuery, queryFault, queryResponse, queryText } from '../../protocol/index.ts';
import type { Service } from '../../service.ts';
import { regionOf } from '../../world-factory.ts';
import { reads, unknownAction } from '../operations.ts';
import { describeListeners } from './listeners.ts';
import { describeLoadBalancers } from './load-balancers.ts';
import { describeRules } from './rules.ts';
import { describeTargetGroups } from './target-groups.ts';

const version = '2015-12-01';
const namespace = `http://elasticloadbalancing.amazonaws.com/doc/${version}/`;

const operations = {
  DescribeLoadBalancers: describeLoadBalancers,
  DescribeListeners: describeListeners,
  DescribeRules: describeRules,
  DescribeTargetGroups: describeTargetGroups,
} as const;

/** Application load balancers, read only: they are made by stacks. */
export const elasticLoadBalancing: Service = {
  name: 'elasticloadbalancing',
  throttlingCode: 'Throttling',
  operation(request, world) {
    const input = parseQuery(request.body.toString('utf8'));
    const action = queryText(input, 'Action') ?? '';
    if (!isKnown(action)) throw unknownAction(action, version);
    return reads(action, () => {
      const region = regionOf(world, request.credential.account, request.region);
      return queryResponse(action, namespace, operations[action](region, input), request.requestId);
    });
  },
  fault: (fault, request) => queryFault(fault, namespace, request.requestId),
};

function isKnown(action: string): action is keyof typeof operations {
  return Object.hasOwn(operations, action);
}
