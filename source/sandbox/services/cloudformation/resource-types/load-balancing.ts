import { Fault } from '../../../service.ts';
import type { Listener, LoadBalancer, Region, TargetGroup } from '../../../world.ts';
import { regionOf } from '../../../world-factory.ts';
import { listOf, optionalText, type Properties, propertiesOf, textOf, textsOf } from '../value.ts';
import { recordCertificateUse } from './certificate-use.ts';
import { digits, documentationAddress, regionalArn } from './identifiers.ts';
import { readActions, readConditions } from './listener-actions.ts';
import type { Place, ResourceType } from './resource-type.ts';

/** The zone that alias records to load balancers of a region name. */
const zones: Readonly<Record<string, string>> = {
  'us-east-1': 'Z35SXDOTRQ7X7K',
  'us-east-2': 'Z3AADJGX6KTTL2',
  'us-west-1': 'Z368ELLRRE2KJ0',
  'us-west-2': 'Z1H1FL5HABSF5',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'eu-central-1': 'Z215JYRZR1TBD5',
};

export const loadBalancerType: ResourceType = {
  createOnly: ['Name', 'Scheme', 'Type'],
  seconds: { create: 150, update: 10, delete: 20 },
  taggable: true,
  create: (place, properties) => {
    const region = home(place);
    const scheme = textOf(properties.Scheme) === 'internal' ? 'internal' : 'internet-facing';
    const stem = `${place.stackName.slice(0, 6)}-${place.logicalId.slice(0, 5)}`;
    const name = optionalText(properties.Name) ?? `${stem}-${place.world.identifiers.letters(12)}`;
    const fullName = `app/${name}/${place.world.identifiers.hex(16)}`;
    const prefix = scheme === 'internal' ? 'internal-' : '';
    const balancer: LoadBalancer = {
      arn: regionalArn(place, 'elasticloadbalancing', `loadbalancer/${fullName}`),
      name,
      dnsName: `${prefix}${name}-${digits(place, 10)}.${place.region}.elb.amazonaws.com`,
      hostedZoneId: zones[place.region] ?? 'Z1H1FL5HABSF5',
      scheme,
      securityGroups: textsOf(properties.SecurityGroups),
      listeners: new Map(),
      created: place.world.clock.now(),
      addresses: [0, 1].map(() => documentationAddress(place, '198.51.100')),
    };
    region.loadBalancers.set(balancer.arn, balancer);
    return {
      physicalId: balancer.arn,
      attributes: {
        LoadBalancerArn: balancer.arn,
        DNSName: balancer.dnsName,
        CanonicalHostedZoneID: balancer.hostedZoneId,
        LoadBalancerFullName: fullName,
        LoadBalancerName: name,
        SecurityGroups: balancer.securityGroups,
      },
    };
  },
  update: (place, properties, earlier) => {
    const balancer = home(place).loadBalancers.get(earlier.physicalId);
    if (!balancer)
      throw new Fault('LoadBalancerNotFound', `Load balancers '[${earlier.physicalId}]' not found`);
    balancer.securityGroups = textsOf(properties.SecurityGroups);
    return { ...earlier, attributes: { ...earlier.attributes, SecurityGroups: balancer.securityGroups } };
  },
  delete: (place, earlier) => {
    home(place).loadBalancers.delete(earlier.physicalId);
  },
};

export const targetGroupType: ResourceType = {
  createOnly: ['Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId'],
  seconds: { create: 5, update: 5, delete: 5 },
  taggable: true,
  create: (place, properties) => {
    const stem = `${place.stackName.slice(0, 6)}-${place.logicalId.slice(0, 6)}`;
    const name = optionalText(properties.Name) ?? `${stem}-${place.world.identifiers.letters(12)}`;
    const fullName = `targetgroup/${name}/${place.world.identifiers.hex(16)}`;
    const version = textOf(properties.ProtocolVersion);
    const group: TargetGroup = {
      arn: regionalArn(place, 'elasticloadbalancing', fullName),
      name,
      port: Number(textOf(properties.Port ?? 80)),
      protocol: textOf(properties.Protocol) === 'HTTPS' ? 'HTTPS' : 'HTTP',
      protocolVersion: version === 'HTTP2' || version === 'GRPC' ? version : 'HTTP1',
      answers: `${place.stackName} answers`,
    };
    home(place).targetGroups.set(group.arn, group);
    return {
      physicalId: group.arn,
      attributes: { TargetGroupArn: group.arn, TargetGroupFullName: fullName, TargetGroupName: name },
    };
  },
  update: (_place, _properties, earlier) => earlier,
  delete: (place, earlier) => {
    home(place).targetGroups.delete(earlier.physicalId);
  },
};

export const listenerType: ResourceType = {
  createOnly: ['LoadBalancerArn'],
  seconds: { create: 4, update: 4, delete: 4 },
  create: (place, properties) => {
    const balancerArn = textOf(properties.LoadBalancerArn);
    const balancer = home(place).loadBalancers.get(balancerArn);
    if (!balancer) throw new Fault('LoadBalancerNotFound', `Load balancers '[${balancerArn}]' not found`);
    const arn = `${balancerArn.replace(':loadbalancer/', ':listener/')}/${place.world.identifiers.hex(16)}`;
    balancer.listeners.set(arn, {
      arn,
      port: Number(textOf(properties.Port)),
      protocol: textOf(properties.Protocol) === 'HTTPS' ? 'HTTPS' : 'HTTP',
      defaultActions: readActions(properties.DefaultActions),
      certificates: certificatesOf(place, arn, properties),
      rules: new Map(),
    });
    return { physicalId: arn, attributes: { ListenerArn: arn } };
  },
  update: (place, properties, earlier) => {
    const listener = needListener(place, earlier.physicalId);
    const extra = listener.certificates.slice(certificateArns(earlier.properties).length);
    listener.defaultActions = readActions(properties.DefaultActions);
    listener.certificates = [...certificatesOf(place, listener.arn, properties), ...extra];
    return earlier;
  },
  delete: (place, earlier) => {
    recordCertificateUse(place.world, earlier.physicalId, []);
    for (const balancer of home(place).loadBalancers.values()) balancer.listeners.delete(earlier.physicalId);
  },
};

/** More certificates of a listener, beside its default one. */
export const listenerCertificateType: ResourceType = {
  createOnly: ['ListenerArn'],
  seconds: { create: 4, update: 4, delete: 4 },
  create: (place, properties) => {
    addCertificates(place, textOf(properties.ListenerArn), [], certificateArns(properties));
    return { physicalId: `${place.stackName}-${place.logicalId}`, attributes: {} };
  },
  update: (place, properties, earlier) => {
    const before = certificateArns(earlier.properties);
    addCertificates(place, textOf(properties.ListenerArn), before, certificateArns(properties));
    return earlier;
  },
  delete: (place, earlier) => {
    const arn = textOf(earlier.properties.ListenerArn);
    if (findListener(place, arn)) addCertificates(place, arn, certificateArns(earlier.properties), []);
  },
};

export const listenerRuleType: ResourceType = {
  createOnly: ['ListenerArn'],
  seconds: { create: 3, update: 3, delete: 3 },
  create: (place, properties) => {
    const listener = needListener(place, textOf(properties.ListenerArn));
    const arn = `${listener.arn.replace(':listener/', ':listener-rule/')}/${place.world.identifiers.hex(16)}`;
    setRule(listener, arn, properties);
    return { physicalId: arn, attributes: { RuleArn: arn, IsDefault: false } };
  },
  update: (place, properties, earlier) => {
    setRule(needListener(place, textOf(properties.ListenerArn)), earlier.physicalId, properties);
    return earlier;
  },
  delete: (place, earlier) => {
    findListener(place, textOf(earlier.properties.ListenerArn))?.rules.delete(earlier.physicalId);
  },
};

function setRule(listener: Listener, arn: string, properties: Properties): void {
  const priority = Number(textOf(properties.Priority));
  const taken = [...listener.rules.values()].some((rule) => rule.priority === priority && rule.arn !== arn);
  if (taken) throw new Fault('PriorityInUse', `Priority '${priority}' is currently in use`);
  listener.rules.set(arn, {
    arn,
    priority,
    conditions: readConditions(properties.Conditions),
    actions: readActions(properties.Actions),
  });
}

function certificateArns(properties: Properties): readonly string[] {
  return listOf(properties.Certificates).map((one) => textOf(propertiesOf(one).CertificateArn));
}

function certificatesOf(place: Place, listenerArn: string, properties: Properties): readonly string[] {
  const arns = certificateArns(properties);
  for (const arn of arns) {
    if (home(place).certificates.get(arn)?.status === 'ISSUED') continue;
    throw new Fault('CertificateNotFound', `Certificate ARN '${arn}' is not valid`);
  }
  recordCertificateUse(place.world, listenerArn, arns);
  return arns;
}

function addCertificates(
  place: Place,
  listenerArn: string,
  before: readonly string[],
  after: readonly string[],
): void {
  const listener = needListener(place, listenerArn);
  listener.certificates = [...listener.certificates.filter((arn) => !before.includes(arn)), ...after];
  recordCertificateUse(place.world, listenerArn, listener.certificates);
}

function findListener(place: Place, arn: string): Listener | undefined {
  return [...home(place).loadBalancers.values()].flatMap(({ listeners }) => listeners.get(arn) ?? [])[0];
}

function needListener(place: Place, arn: string): Listener {
  const listener = findListener(place, arn);
  if (listener) return listener;
  throw new Fault('ListenerNotFound', `One or more listeners not found`);
}

function home(place: Place): Region {
  return regionOf(place.world, place.account, place.region);
}
