import { describe, expect, it } from 'vitest';
import { checkEnvironmentManifest } from '../../../source/copilot/environment-manifest/check.ts';
import { readEnvironmentManifest } from '../../../source/copilot/environment-manifest/read.ts';
import {
  type EnvironmentAsMade,
  environmentSkeleton,
} from '../../../source/copilot/environment-manifest/skeleton.ts';

const nothing: EnvironmentAsMade = { certificates: [], internalSubnets: [], internalVpcIngress: false };
const arn = 'arn:aws:acm:us-west-2:111122223333:certificate/a';
const imported = {
  id: 'vpc-1',
  publicSubnets: ['subnet-1', 'subnet-2'],
  privateSubnets: ['subnet-3', 'subnet-4'],
};

function dataOf(made: Partial<EnvironmentAsMade>) {
  const text = environmentSkeleton('prod', { ...nothing, ...made });
  const origin = { file: 'm', folder: 'prod', application: 'shop', environment: 'prod', variables: {} };
  const manifest = readEnvironmentManifest(text, origin);
  expect(checkEnvironmentManifest(manifest)).toEqual([]);
  return manifest.data;
}

describe('the manifest of an environment that is older than manifests', () => {
  it('has a name and a type, and a word about where it comes from', () => {
    expect(environmentSkeleton('prod', nothing)).toMatch(
      /^# The manifest .*\n#.*\nname: prod\ntype: Environment\n$/,
    );
  });

  it('separates its sections as a person would', () => {
    expect(
      environmentSkeleton('prod', { ...nothing, certificates: [arn], containerInsights: true }),
    ).toContain(
      `type: Environment\n\nhttp:\n  public:\n    certificates:\n      - ${arn}\n\nobservability:\n  container_insights: true\n`,
    );
  });

  it.each([
    ['nothing', {}, {}],
    ['certificates', { certificates: [arn] }, { http: { public: { certificates: [arn] } } }],
    [
      'an imported VPC',
      { importedVpc: imported },
      {
        network: {
          vpc: {
            id: 'vpc-1',
            subnets: {
              public: [{ id: 'subnet-1' }, { id: 'subnet-2' }],
              private: [{ id: 'subnet-3' }, { id: 'subnet-4' }],
            },
          },
        },
      },
    ],
    [
      'an imported VPC without public subnets: certificates of an internal load balancer',
      {
        importedVpc: { ...imported, publicSubnets: [] },
        certificates: [arn],
        internalSubnets: ['subnet-3'],
        internalVpcIngress: true,
      },
      {
        network: { vpc: { id: 'vpc-1', subnets: { private: [{ id: 'subnet-3' }, { id: 'subnet-4' }] } } },
        http: { private: { certificates: [arn], subnets: ['subnet-3'], ingress: { vpc: true } } },
      },
    ],
    [
      'a VPC with ranges of its own, in named zones',
      {
        adjustedVpc: {
          cidr: '10.1.0.0/16',
          zones: ['us-west-2a', 'us-west-2b'],
          publicSubnets: ['10.1.0.0/24', '10.1.1.0/24'],
          privateSubnets: ['10.1.2.0/24', '10.1.3.0/24'],
        },
      },
      {
        network: {
          vpc: {
            cidr: '10.1.0.0/16',
            subnets: {
              public: [
                { cidr: '10.1.0.0/24', az: 'us-west-2a' },
                { cidr: '10.1.1.0/24', az: 'us-west-2b' },
              ],
              private: [
                { cidr: '10.1.2.0/24', az: 'us-west-2a' },
                { cidr: '10.1.3.0/24', az: 'us-west-2b' },
              ],
            },
          },
        },
      },
    ],
    [
      'container insights that are off',
      { containerInsights: false },
      { observability: { container_insights: false } },
    ],
  ] as const)('says what was recorded: %s', (_name, made, expected) => {
    expect(dataOf(made)).toEqual({ name: 'prod', type: 'Environment', ...expected });
  });
});
