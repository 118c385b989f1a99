import type { Properties } from '../value.ts';
import { digits, prefixedId, regionalArn } from './identifiers.ts';
import { generatedName, type Place, type ResourceType } from './resource-type.ts';
import { unknownType } from './unknown-type.ts';

interface Plain {
  readonly seconds: number;
  readonly id?: (place: Place, properties: Properties) => string;
  readonly createOnly?: readonly string[];
}

const named = (prefix: string) => (place: Place) => prefixedId(place, prefix);

/** Types that change nothing that the sandbox models: how long they take and what their ids look like. */
const plain: Readonly<Record<string, Plain>> = {
  'AWS::EC2::VPC': { seconds: 12, id: named('vpc'), createOnly: ['CidrBlock'] },
  'AWS::EC2::Subnet': {
    seconds: 4,
    id: named('subnet'),
    createOnly: ['AvailabilityZone', 'CidrBlock', 'VpcId'],
  },
  'AWS::EC2::InternetGateway': { seconds: 16, id: named('igw') },
  'AWS::EC2::RouteTable': { seconds: 11, id: named('rtb'), createOnly: ['VpcId'] },
  'AWS::EC2::SubnetRouteTableAssociation': { seconds: 4, id: named('rtbassoc') },
  'AWS::EC2::EIP': { seconds: 16, id: (place) => `192.0.2.${digits(place, 2)}` },
  'AWS::EC2::NatGateway': { seconds: 105, id: named('nat'), createOnly: ['SubnetId'] },
  'AWS::ECS::Cluster': {
    seconds: 5,
    id: (place) => generatedName(place, 255),
    createOnly: ['ClusterName'],
  },
  'AWS::ECS::TaskDefinition': {
    seconds: 3,
    id: (place) =>
      regionalArn(place, 'ecs', `task-definition/${place.stackName}:${1 + Number(digits(place, 1))}`),
    createOnly: ['ContainerDefinitions', 'Cpu', 'Family', 'Memory', 'TaskRoleArn', 'Volumes'],
  },
  'AWS::ECS::Service': {
    seconds: 130,
    id: (place) => regionalArn(place, 'ecs', `service/${generatedName(place, 255)}`),
    createOnly: ['Cluster', 'LaunchType', 'ServiceName'],
  },
  'AWS::EFS::FileSystem': { seconds: 10, id: (place) => `fs-0${place.world.identifiers.hex(16)}` },
  'AWS::EFS::MountTarget': { seconds: 95, id: (place) => `fsmt-0${place.world.identifiers.hex(16)}` },
  'AWS::Logs::LogGroup': {
    seconds: 4,
    id: (place, properties) =>
      typeof properties.LogGroupName === 'string' ? properties.LogGroupName : generatedName(place, 255),
    createOnly: ['LogGroupName'],
  },
  'AWS::ServiceDiscovery::PrivateDnsNamespace': {
    seconds: 45,
    id: (place) => `ns-${place.world.identifiers.hex(16)}`,
  },
  'AWS::ServiceDiscovery::Service': { seconds: 3, id: (place) => `srv-${place.world.identifiers.hex(16)}` },
};

export const plainTypes: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries(plain).map(([type, { seconds, id, createOnly }]) => [
    type,
    {
      ...unknownType,
      taggable: type !== 'AWS::EC2::SubnetRouteTableAssociation',
      createOnly: createOnly ?? [],
      seconds: { create: seconds, update: Math.min(seconds, 20), delete: Math.min(seconds, 30) },
      create: (place, properties) => ({
        physicalId: id ? id(place, properties) : generatedName(place),
        attributes: {},
      }),
    },
  ]),
);
