import { expect, it } from 'vitest';
import { wordsFor, wordsForType } from '../../source/stack/words.ts';

it.each([
  ['CloudFrontDistribution', 'AWS::CloudFront::Distribution', 'CloudFront distribution'],
  ['UniqueAliasesAction', 'Custom::UniqueJSONValuesFunction', 'Unique aliases'],
  ['MyOwnAction', 'Custom::Thing', 'My own action'],
  ['WebQueue', 'AWS::SQS::Queue', 'Queue WebQueue'],
  ['Peer', 'AWS::EC2::VPCPeeringConnection', 'VPC peering connection Peer'],
])('%s of type %s is "%s"', (logicalId, type, words) => {
  expect(wordsFor(logicalId, type)).toBe(words);
});

it.each([
  ['AWS::EC2::SecurityGroup', 'Security group'],
  ['AWS::ServiceDiscovery::PublicDnsNamespace', 'Public dns namespace'],
])('%s is "%s"', (type, words) => {
  expect(wordsForType(type)).toBe(words);
});
