import { describe, expect, it } from 'vitest';
import type { RecordSet } from '../../source/aws/route-53.ts';
import {
  distributionTarget,
  loadBalancerTarget,
  moveRecords,
  recordByHand,
  removeRecords,
} from '../../source/plan/record-moves.ts';

const loadBalancer = {
  dnsName: 'shop-1.us-west-2.elb.amazonaws.com',
  hostedZoneId: 'Z1H1FL5HABSF5',
  evaluateTargetHealth: true,
};
const alias: RecordSet = { name: 'api.example.com', type: 'A', alias: loadBalancer };
const cname: RecordSet = {
  name: 'api.example.com',
  type: 'CNAME',
  ttl: 300,
  values: ['shop-1.us-west-2.elb.amazonaws.com'],
};
const edge = distributionTarget('d1.cloudfront.net');
const text: RecordSet = { name: 'api.example.com', type: 'TXT', ttl: 60, values: ['"v=1"'] };

describe('moving a name to the distribution', () => {
  it('takes the old record away exactly as it was read and makes the new one in the same batch', () => {
    const move = moveRecords('example.com', 'api.example.com', [alias, text], edge);
    expect(move).toMatchObject({
      kind: 'move',
      life: 60,
      changes: [
        { action: 'DELETE', record: { name: 'api.example.com', type: 'A', alias: loadBalancer } },
        {
          action: 'CREATE',
          record: {
            name: 'api.example.com',
            type: 'A',
            alias: { dnsName: 'd1.cloudfront.net', hostedZoneId: 'Z2FDTNDATAQYW2' },
          },
        },
      ],
    });
  });

  it('replaces a CNAME by addresses of both families and waits for its own life', () => {
    const move = moveRecords('example.com', 'api.example.com', [cname], edge);
    expect(move).toMatchObject({ kind: 'move', life: 300 });
    expect(
      move.kind === 'move' && move.changes.map(({ action, record }) => `${action} ${record.type}`),
    ).toEqual(['DELETE CNAME', 'CREATE A', 'CREATE AAAA']);
    expect(
      move.kind === 'move' && move.shown.map(({ recordType, before, after }) => [recordType, before, after]),
    ).toEqual([
      ['A', 'CNAME shop-1.us-west-2.elb.amazonaws.com, 300 s', 'ALIAS d1.cloudfront.net'],
      ['AAAA', 'CNAME shop-1.us-west-2.elb.amazonaws.com, 300 s', 'ALIAS d1.cloudfront.net'],
    ]);
  });

  it('moves IPv6 visitors too where they had a record', () => {
    const move = moveRecords('example.com', 'api.example.com', [alias, { ...alias, type: 'AAAA' }], edge);
    expect(
      move.kind === 'move' && move.changes.map(({ action, record }) => `${action} ${record.type}`),
    ).toEqual(['DELETE A', 'DELETE AAAA', 'CREATE A', 'CREATE AAAA']);
  });

  it('makes records of both families where there are none', () => {
    const move = moveRecords('example.com', 'api.example.com', [], edge);
    expect(move.kind === 'move' && move.changes.map(({ action }) => action)).toEqual(['CREATE', 'CREATE']);
  });

  it('leaves records with a routing policy to the person', () => {
    const weighted: RecordSet = { ...alias, setIdentifier: 'blue' };
    expect(moveRecords('example.com', 'api.example.com', [weighted], edge)).toMatchObject({
      kind: 'by-hand',
    });
  });

  it('says that a bare domain cannot be a CNAME', () => {
    expect(recordByHand('example.com', 'd1.cloudfront.net', true)).toContain('cannot be a CNAME');
    expect(recordByHand('www.example.com', 'd1.cloudfront.net', false)).toBe(
      'www.example.com. 300 IN CNAME d1.cloudfront.net.',
    );
  });
});

describe('moving a name back to the load balancer', () => {
  const balancer = loadBalancerTarget('shop-1.us-west-2.elb.amazonaws.com', 'Z1H1FL5HABSF5');
  const atTheEdge: RecordSet = {
    name: 'api.example.com',
    type: 'A',
    alias: { dnsName: 'd1.cloudfront.net', hostedZoneId: 'Z2FDTNDATAQYW2', evaluateTargetHealth: false },
  };
  const overIpv6: RecordSet = { ...atTheEdge, type: 'AAAA' };

  it('gives back the alias that Copilot writes, and takes IPv6 away, which the load balancer does not have', () => {
    const move = moveRecords('example.com', 'api.example.com', [atTheEdge, overIpv6], balancer);
    expect(move.kind === 'move' && move.changes).toEqual([
      { action: 'DELETE', record: atTheEdge },
      { action: 'DELETE', record: overIpv6 },
      { action: 'CREATE', record: alias },
    ]);
    expect(
      move.kind === 'move' && move.shown.map(({ recordType, before, after }) => [recordType, before, after]),
    ).toEqual([
      ['A', 'ALIAS d1.cloudfront.net', 'ALIAS shop-1.us-west-2.elb.amazonaws.com'],
      ['AAAA', 'ALIAS d1.cloudfront.net', undefined],
    ]);
  });

  it('has nothing to do where the console wrote the load balancer with its prefix', () => {
    const written: RecordSet = {
      ...alias,
      alias: { ...loadBalancer, dnsName: `dualstack.${loadBalancer.dnsName}` },
    };
    expect(moveRecords('example.com', 'api.example.com', [written], balancer)).toEqual({ kind: 'there' });
  });

  it('takes the record of a name away that nothing else answers for, and no other record', () => {
    const move = removeRecords(
      'example.com',
      'assets.example.com',
      [atTheEdge, overIpv6, text],
      'd1.cloudfront.net',
    );
    expect(move.kind === 'move' && move.changes).toEqual([
      { action: 'DELETE', record: atTheEdge },
      { action: 'DELETE', record: overIpv6 },
    ]);
    expect(removeRecords('example.com', 'assets.example.com', [alias], 'd1.cloudfront.net')).toEqual({
      kind: 'there',
    });
  });
});
