import type { ResourceEvent } from '../event.ts';

/** How long things took on this machine, the latest last: key `RESOURCE_TYPE DOING`, milliseconds. Plain data, kept by whoever runs. */
export type DurationHistory = Readonly<Record<string, readonly number[]>>;

/** Milliseconds that something usually takes; undefined: nobody knows. */
export type Expectation = (resourceType: string, doing: ResourceEvent['doing']) => number | undefined;

const kept = 10;
const second = 1_000;
const minute = 60 * second;

interface Typical {
  readonly create?: number;
  readonly update?: number;
  readonly delete?: number;
}

/**
 * Typical durations until this machine knows better. CloudFront: AWS speaks of "a 5–10 minute CloudFront deployment" in CloudFormation
 * (DevOps blog on express mode, 2026) and of some five minutes until a change is deployed (CloudFront Developer Guide); a deletion
 * disables the distribution first. A-records: Copilot's function waits up to five minutes (docs/copilot.md, 6.11), certificates up to nine and
 * a half (6.10). IAM roles wait for the role to be known everywhere. The others are what their stack events commonly show.
 */
const typical: Readonly<Record<string, Typical>> = {
  'AWS::CloudFront::Distribution': { create: 4 * minute, update: 4 * minute, delete: 6 * minute },
  'AWS::CloudFront::OriginAccessControl': { create: 3 * second, update: 3 * second, delete: 3 * second },
  'AWS::EC2::SecurityGroup': { create: 8 * second, update: 5 * second, delete: 5 * second },
  'AWS::EC2::SecurityGroupIngress': { create: 3 * second, update: 3 * second, delete: 3 * second },
  'AWS::ECS::Service': { create: 3 * minute, update: 4 * minute, delete: 2 * minute },
  'AWS::ECS::TaskDefinition': { create: 3 * second, update: 3 * second, delete: 2 * second },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    create: 2.5 * minute,
    update: 10 * second,
    delete: 15 * second,
  },
  'AWS::ElasticLoadBalancingV2::Listener': { create: 3 * second, update: 3 * second, delete: 3 * second },
  'AWS::ElasticLoadBalancingV2::ListenerRule': { create: 3 * second, update: 3 * second, delete: 3 * second },
  'AWS::ElasticLoadBalancingV2::TargetGroup': { create: 15 * second, update: 5 * second, delete: 3 * second },
  'AWS::IAM::Role': { create: 18 * second, update: 15 * second, delete: 3 * second },
  'AWS::IAM::Policy': { create: 16 * second, update: 12 * second, delete: 3 * second },
  'AWS::Lambda::Function': { create: 10 * second, update: 10 * second, delete: 8 * second },
  'AWS::Route53::RecordSet': { create: 40 * second, update: 40 * second, delete: 35 * second },
  'AWS::S3::Bucket': { create: 20 * second, update: 20 * second, delete: 3 * second },
  'AWS::S3::BucketPolicy': { create: 3 * second, update: 3 * second, delete: 3 * second },
  'Custom::CertificateReplicatorFunction': { create: 2 * minute, update: 2 * minute, delete: 30 * second },
  'Custom::CertificateValidationFunction': {
    create: 2.5 * minute,
    update: 2.5 * minute,
    delete: 30 * second,
  },
  'Custom::CustomDomainFunction': { create: 45 * second, update: 45 * second, delete: 45 * second },
  'Custom::UniqueJSONValuesFunction': { create: 5 * second, update: 5 * second, delete: 4 * second },
};

/** What to expect: the median of what was seen here, else a typical figure. */
export function expectations(history: DurationHistory = {}): Expectation {
  return (resourceType, doing) => {
    const seen = history[key(resourceType, doing)];
    if (seen !== undefined && seen.length > 0) return median(seen);
    const known = typical[resourceType];
    switch (doing) {
      case 'create':
        return known?.create;
      case 'update':
      case 'roll-back':
        return known?.update;
      case 'delete':
      case 'clean-up':
        return known?.delete;
    }
  };
}

/** The history with what these events add; only what came to a good end teaches anything. */
export function learn(history: DurationHistory, events: readonly ResourceEvent[]): DurationHistory {
  const learned: Record<string, readonly number[]> = { ...history };
  for (const { state, resourceType, doing, milliseconds } of events) {
    if (state !== 'done' || milliseconds === undefined) continue;
    const name = key(resourceType, doing);
    learned[name] = [...(learned[name] ?? []), milliseconds].slice(-kept);
  }
  return learned;
}

function key(resourceType: string, doing: ResourceEvent['doing']): string {
  return `${resourceType} ${doing}`;
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  return upper === undefined || lower === undefined ? undefined : Math.round((upper + lower) / 2);
}
