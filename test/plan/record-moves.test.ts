import { describe, expect, it } from 'vitest';
import type { RecordSet } from '../../source/aws/route-53.ts';
import { moveRecords, recordByHand } from '../../source/plan/record-moves.ts';

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
const text: RecordSet = { name: 'api.example.com', type: 'TXT', ttl: 60, values: ['"v=1"'] };

describe('moving a name to the distribution', () => {
  it('takes the old record away exactly as it was read and makes the new one in the same batch', () => {
    const move = moveRecords('example.com', 'api.example.com', [alias, text], 'd1.cloudfront.net');
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
    const move = moveRecords('example.com', 'api.example.com', [cname], 'd1.cloudfront.net');
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
    const move = moveRecords(
      'example.com',
      'api.example.com',
      [alias, { ...alias, type: 'AAAA' }],
      'd1.cloudfront.net',
    );
    expect(
      move.kind === 'move' && move.changes.map(({ action, record }) => `${action} ${record.type}`),
    ).toEqual(['DELETE A', 'DELETE AAAA', 'CREATE A', 'CREATE AAAA']);
  });

  it('makes a record where there is none', () => {
    const move = moveRecords('example.com', 'api.example.com', [], 'd1.cloudfront.net');
    expect(move.kind === 'move' && move.changes.map(({ action }) => action)).toEqual(['CREATE']);
  });

  it('leaves records with a routing policy to the person', () => {
    const weighted: RecordSet = { ...alias, setIdentifier: 'blue' };
    expect(moveRecords('example.com', 'api.example.com', [weighted], 'd1.cloudfront.net')).toMatchObject({
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
