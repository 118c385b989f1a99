import { Fault } from '../../service.ts';
import type { HostedZone, RecordSet } from '../../world.ts';
import { apiName, compareNames, plainName } from './names.ts';

const defaultPageSize = 300;

/** From the name and type that the query asks for, in Route 53's order. Throws `InvalidInput`. */
export function listResourceRecordSets(zone: HostedZone, query: URLSearchParams) {
  const name = query.get('name');
  const type = query.get('type');
  if (type !== null && name === null) {
    throw new Fault(
      'InvalidInput',
      'The request cannot contain a start record type without a start record name',
    );
  }
  const size = Math.min(Number(query.get('maxitems') ?? defaultPageSize), defaultPageSize);
  const start = {
    name: name === null ? '' : plainName(name),
    type: type ?? '',
    setIdentifier: query.get('identifier') ?? '',
  };
  const all = [...zone.records.values()]
    .sort(compareRecords)
    .filter((record) => name === null || compareRecords(record, start) >= 0);
  const next = all[size];
  return {
    ResourceRecordSets: { ResourceRecordSet: all.slice(0, size).map(describe) },
    IsTruncated: next !== undefined,
    NextRecordName: next === undefined ? undefined : apiName(next.name),
    NextRecordType: next?.type,
    NextRecordIdentifier: next?.setIdentifier,
    MaxItems: size,
  };
}

type Position = Pick<RecordSet, 'name' | 'type' | 'setIdentifier'>;

function compareRecords(left: Position, right: Position): number {
  return (
    compareNames(left.name, right.name) ||
    compareText(left.type, right.type) ||
    compareText(left.setIdentifier ?? '', right.setIdentifier ?? '')
  );
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function describe(record: RecordSet) {
  return {
    Name: apiName(record.name),
    Type: record.type,
    SetIdentifier: record.setIdentifier,
    Weight: record.weight,
    TTL: record.ttl,
    ResourceRecords:
      record.values === undefined
        ? undefined
        : { ResourceRecord: record.values.map((value) => ({ Value: value })) },
    AliasTarget:
      record.alias === undefined
        ? undefined
        : {
            HostedZoneId: record.alias.hostedZoneId,
            DNSName: apiName(record.alias.dnsName),
            EvaluateTargetHealth: record.alias.evaluateTargetHealth,
          },
  };
}
