import { type QueryInput, queryText, queryTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { IngressRule, Region, SecurityGroup } from '../../world.ts';
import { pageOf } from '../operations.ts';
import { passesFilters } from './filters.ts';

/** Throws `InvalidGroup.NotFound`. */
export function describeSecurityGroups(region: Region, input: QueryInput) {
  const ids = queryTexts(input, 'GroupId');
  for (const id of ids) {
    if (!region.securityGroups.has(id)) {
      throw new Fault('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
    }
  }
  const found = [...region.securityGroups.values()]
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter(({ id, name, vpcId }) =>
      passesFilters(input, { 'group-id': [id], 'group-name': [name], 'vpc-id': [vpcId] }),
    );
  const page = pageOf(found, queryText(input, 'NextToken'), Number(queryText(input, 'MaxResults') ?? '1000'));
  return {
    securityGroupInfo: page.items.map((group) => describe(region, group)),
    nextToken: page.next,
  };
}

function describe(region: Region, group: SecurityGroup) {
  return {
    groupId: group.id,
    groupName: group.name,
    groupDescription: group.name,
    ownerId: region.account,
    vpcId: group.vpcId,
    securityGroupArn: `arn:aws:ec2:${region.name}:${region.account}:security-group/${group.id}`,
    ipPermissions: permissions(group.ingress),
    ipPermissionsEgress: permissions([{ protocol: '-1', fromPort: -1, toPort: -1, cidr: '0.0.0.0/0' }]),
    tagSet: [],
  };
}

/** EC2 gathers the rules of one protocol and port range into one permission. */
function permissions(rules: readonly IngressRule[]) {
  const range = ({ protocol, fromPort, toPort }: IngressRule) => `${protocol} ${fromPort} ${toPort}`;
  const ranges = [...new Set(rules.map(range))];
  const gathered = ranges.map((wanted) => rules.filter((rule) => range(rule) === wanted));
  return gathered.map((same) => ({
    ipProtocol: same[0]?.protocol,
    fromPort: same[0]?.protocol === '-1' ? undefined : same[0]?.fromPort,
    toPort: same[0]?.protocol === '-1' ? undefined : same[0]?.toPort,
    ipRanges: same
      .filter(({ cidr }) => cidr !== undefined)
      .map(({ cidr, description }) => ({ cidrIp: cidr, description })),
    ipv6Ranges: [],
    prefixListIds: same
      .filter(({ prefixListId }) => prefixListId !== undefined)
      .map(({ prefixListId, description }) => ({ prefixListId, description })),
    groups: same
      .filter(({ sourceGroupId }) => sourceGroupId !== undefined)
      .map(({ sourceGroupId, description }) => ({ groupId: sourceGroupId, description })),
  }));
}
