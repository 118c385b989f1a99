import { Fault } from '../../../service.ts';
import type { IngressRule, SecurityGroup } from '../../../world.ts';
import { regionOf } from '../../../world-factory.ts';
import {
  listOf,
  optionalText,
  type Properties,
  present,
  propertiesOf,
  textOf,
  type Value,
} from '../value.ts';
import { prefixedId } from './identifiers.ts';
import { generatedName, type Place, type ResourceType } from './resource-type.ts';

export const securityGroupType: ResourceType = {
  createOnly: ['GroupDescription', 'GroupName', 'VpcId'],
  seconds: { create: 4, update: 4, delete: 4 },
  taggable: true,
  create: (place, properties) => {
    const id = prefixedId(place, 'sg');
    const group: SecurityGroup = {
      id,
      name: optionalText(properties.GroupName) ?? generatedName(place),
      vpcId: textOf(properties.VpcId),
      ingress: inlineRules(place, properties),
    };
    regionOf(place.world, place.account, place.region).securityGroups.set(id, group);
    return { physicalId: id, attributes: { GroupId: id, Id: id, VpcId: group.vpcId } };
  },
  update: (place, properties, earlier) => {
    const group = needGroup(place, earlier.physicalId);
    const before = inlineRules(place, earlier.properties);
    const own = group.ingress.filter((rule) => !before.some((one) => sameRule(one, rule)));
    group.ingress = [...inlineRules(place, properties), ...own];
    return earlier;
  },
  delete: (place, earlier) => {
    const region = regionOf(place.world, place.account, place.region);
    const used = [...region.loadBalancers.values()].some((one) =>
      one.securityGroups.includes(earlier.physicalId),
    );
    if (used) {
      throw new Fault('DependencyViolation', `resource ${earlier.physicalId} has a dependent object`);
    }
    region.securityGroups.delete(earlier.physicalId);
  },
};

/** Every property is create-only: a change is a new rule, and then the old one goes. */
export const securityGroupIngressType: ResourceType = {
  createOnly: [
    'CidrIp',
    'CidrIpv6',
    'Description',
    'FromPort',
    'GroupId',
    'GroupName',
    'IpProtocol',
    'SourcePrefixListId',
    'SourceSecurityGroupId',
    'SourceSecurityGroupName',
    'SourceSecurityGroupOwnerId',
    'ToPort',
  ],
  seconds: { create: 4, update: 4, delete: 4 },
  create: (place, properties) => {
    const group = needGroup(place, textOf(properties.GroupId));
    group.ingress = [...group.ingress, readRule(place, properties)];
    const id = prefixedId(place, 'sgr');
    return { physicalId: id, attributes: { Id: id } };
  },
  update: (_place, _properties, earlier) => earlier,
  delete: (place, earlier) => {
    const region = regionOf(place.world, place.account, place.region);
    const group = region.securityGroups.get(textOf(earlier.properties.GroupId));
    if (!group) return;
    const rule = readRule(place, earlier.properties);
    group.ingress = group.ingress.filter((one) => !sameRule(one, rule));
  },
};

function needGroup(place: Place, id: string): SecurityGroup {
  const group = regionOf(place.world, place.account, place.region).securityGroups.get(id);
  if (group) return group;
  throw new Fault('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
}

function inlineRules(place: Place, properties: Properties): readonly IngressRule[] {
  return listOf(properties.SecurityGroupIngress).map((rule) => readRule(place, propertiesOf(rule)));
}

function readRule(place: Place, rule: Properties): IngressRule {
  const prefixListId = optionalText(rule.SourcePrefixListId);
  const { prefixLists } = regionOf(place.world, place.account, place.region);
  if (prefixListId !== undefined && !prefixLists.has(prefixListId)) {
    throw new Fault('InvalidPrefixListID.NotFound', `The prefix list ID '${prefixListId}' does not exist`);
  }
  return {
    protocol: textOf(rule.IpProtocol),
    fromPort: port(rule.FromPort),
    toPort: port(rule.ToPort),
    ...(prefixListId === undefined ? {} : { prefixListId }),
    ...present('cidr', optionalText(rule.CidrIp) ?? optionalText(rule.CidrIpv6)),
    ...present('sourceGroupId', optionalText(rule.SourceSecurityGroupId)),
    ...present('description', optionalText(rule.Description)),
  };
}

function port(value: Value | undefined): number {
  return value === undefined ? -1 : Number(textOf(value));
}

function sameRule(one: IngressRule, other: IngressRule): boolean {
  return (
    one.protocol === other.protocol &&
    one.fromPort === other.fromPort &&
    one.toPort === other.toPort &&
    one.cidr === other.cidr &&
    one.prefixListId === other.prefixListId &&
    one.sourceGroupId === other.sourceGroupId
  );
}
