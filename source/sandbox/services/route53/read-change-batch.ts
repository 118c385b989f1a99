import { member, memberList, memberText, parseXml, type XmlInput } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { RecordSet } from '../../world.ts';
import { plainName } from './names.ts';

export interface RecordChange {
  readonly action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly record: RecordSet;
}

export interface ChangeBatch {
  readonly comment: string | undefined;
  readonly changes: readonly RecordChange[];
}

/** Throws `InvalidInput`, `MalformedInput`. */
export function readChangeBatch(body: string): ChangeBatch {
  const batch = member(
    parseXml(body, ['Change', 'ResourceRecord']),
    'ChangeResourceRecordSetsRequest',
    'ChangeBatch',
  );
  const changes = memberList(batch, 'Changes', 'Change').map(readChange);
  if (changes.length === 0) throw new Fault('MalformedInput', 'Unexpected end of input');
  return { comment: memberText(batch, 'Comment'), changes };
}

function readChange(change: XmlInput): RecordChange {
  const action = memberText(change, 'Action');
  if (action !== 'CREATE' && action !== 'DELETE' && action !== 'UPSERT') {
    throw new Fault('InvalidInput', `Invalid action: ${action}`);
  }
  return { action, record: readRecord(action, member(change, 'ResourceRecordSet')) };
}

function readRecord(action: string, input: XmlInput | undefined): RecordSet {
  const name = memberText(input, 'Name') ?? '';
  const type = memberText(input, 'Type') ?? '';
  const ttl = memberText(input, 'TTL');
  const setIdentifier = memberText(input, 'SetIdentifier');
  const weight = memberText(input, 'Weight');
  const values = memberList(input, 'ResourceRecords', 'ResourceRecord').map(
    (value) => memberText(value, 'Value') ?? '',
  );
  const target = member(input, 'AliasTarget');
  const isPlain = ttl !== undefined && values.length > 0;
  if (isPlain === (target !== undefined)) {
    throw new Fault(
      'InvalidInput',
      'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or ' +
        `TrafficPolicyInstanceId], but found ${isPlain ? 'more than one' : 'none'} in Change with ` +
        `[Action=${action}, Name=${name}, Type=${type}, SetIdentifier=${setIdentifier ?? 'null'}]`,
    );
  }
  return {
    name: plainName(name),
    type,
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    ...(weight === undefined ? {} : { weight: Number(weight) }),
    ...(target === undefined ? { ttl: Number(ttl), values } : { alias: readAlias(target) }),
  };
}

function readAlias(target: XmlInput) {
  return {
    dnsName: plainName(memberText(target, 'DNSName') ?? ''),
    hostedZoneId: memberText(target, 'HostedZoneId') ?? '',
    evaluateTargetHealth: memberText(target, 'EvaluateTargetHealth') === 'true',
  };
}
