import type {
  ListResourceRecordSetsCommandOutput,
  ListResourceRecordSetsRequest,
  ResourceRecordSet,
  RRType,
} from '@aws-sdk/client-route-53';
import { UserError } from '../errors.ts';
import { abortable, type Connection, clients } from './connection.ts';
import { awsErrorCode, awsErrorMessage, describing } from './errors.ts';

const load = () => import('./sdk/route-53.ts');
const route53 = clients('route53', async (settings) => new (await load()).Route53Client(settings));

export interface HostedZone {
  /** `Z0123…`, without `/hostedzone/`. */
  readonly id: string;
  /** Without the last dot. */
  readonly name: string;
  readonly private: boolean;
}

export interface RecordSet {
  /** Lower case, without the last dot, `*` as itself. */
  readonly name: string;
  readonly type: RRType;
  readonly ttl?: number;
  readonly values?: readonly string[];
  readonly alias?: RecordAlias;
  /** Only with a routing policy (weighted, latency, …): several records share the name and type then. */
  readonly setIdentifier?: string;
}

export interface RecordAlias {
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly evaluateTargetHealth: boolean;
}

/** A record without a routing policy, to be written or taken away exactly as it stands. */
export interface RecordSetChange {
  readonly action: 'CREATE' | 'UPSERT' | 'DELETE';
  readonly record: Omit<RecordSet, 'setIdentifier'>;
}

/** Every hosted zone of the account, all pages. */
export async function hostedZones(
  connection: Connection,
  signal?: AbortSignal,
): Promise<readonly HostedZone[]> {
  const doing = { ...connection, what: 'listing the hosted zones', action: 'route53:ListHostedZones' };
  return describing(doing, async () => {
    const { paginateListHostedZones } = await load();
    const client = await route53(connection);
    const found: HostedZone[] = [];
    for await (const page of paginateListHostedZones({ client }, {}, abortable(signal))) {
      for (const { Id, Name, Config } of page.HostedZones ?? []) {
        if (!Id || !Name) continue;
        found.push({ id: lastPart(Id), name: plainName(Name), private: Config?.PrivateZone ?? false });
      }
    }
    return found;
  });
}

/** The zone's records of exactly this name, of every type. */
export async function recordsNamed(
  connection: Connection,
  zoneId: string,
  name: string,
  signal?: AbortSignal,
): Promise<readonly RecordSet[]> {
  const doing = {
    ...connection,
    what: `reading the records of ${name}`,
    action: 'route53:ListResourceRecordSets',
  };
  return describing(doing, async () => {
    const { ListResourceRecordSetsCommand } = await load();
    const client = await route53(connection);
    const wanted = plainName(name);
    const found: RecordSet[] = [];
    let asked: ListResourceRecordSetsRequest | undefined = {
      HostedZoneId: zoneId,
      StartRecordName: `${wanted}.`,
    };
    while (asked) {
      const command = new ListResourceRecordSetsCommand(asked);
      const page: ListResourceRecordSetsCommandOutput = await client.send(command, abortable(signal));
      const sets = page.ResourceRecordSets ?? [];
      const ofThatName = sets.filter(({ Name }) => Name !== undefined && plainName(Name) === wanted);
      found.push(...ofThatName.flatMap(recordSet));
      // The list starts at the name and goes on through the zone: no need to follow it past the name.
      const more = page.IsTruncated && ofThatName.length === sets.length;
      asked = more
        ? {
            HostedZoneId: zoneId,
            StartRecordName: page.NextRecordName,
            StartRecordType: page.NextRecordType,
            StartRecordIdentifier: page.NextRecordIdentifier,
          }
        : undefined;
    }
    return found;
  });
}

/**
 * Makes all changes or none; gives the change's id for `changeState`. A DELETE holds only if the record still is as given, so
 * DELETE and CREATE together replace a record that nobody changed meanwhile.
 * @throws UserError `records-changed` when the zone is no longer as the changes expect
 */
export async function changeRecords(
  connection: Connection,
  zoneId: string,
  changes: readonly RecordSetChange[],
  comment: string,
  signal?: AbortSignal,
): Promise<string> {
  const names = [...new Set(changes.map(({ record }) => record.name))].join(', ');
  const doing = {
    ...connection,
    what: `changing the records of ${names}`,
    action: 'route53:ChangeResourceRecordSets',
  };
  return describing(doing, async () => {
    const { ChangeResourceRecordSetsCommand } = await load();
    const client = await route53(connection);
    const command = new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: {
        Comment: comment,
        Changes: changes.map(({ action, record }) => ({
          Action: action,
          ResourceRecordSet: resourceRecordSet(record),
        })),
      },
    });
    const { ChangeInfo } = await client.send(command, abortable(signal)).catch((error: unknown) => {
      throw awsErrorCode(error) === 'InvalidChangeBatch' ? recordsChanged(names, error) : error;
    });
    return lastPart(ChangeInfo?.Id ?? '');
  });
}

/** `INSYNC` once all of Route 53's servers answer with the change. */
export async function changeState(
  connection: Connection,
  changeId: string,
  signal?: AbortSignal,
): Promise<'PENDING' | 'INSYNC'> {
  const doing = { ...connection, what: 'asking whether the records are out', action: 'route53:GetChange' };
  return describing(doing, async () => {
    const { GetChangeCommand } = await load();
    const client = await route53(connection);
    const { ChangeInfo } = await client.send(new GetChangeCommand({ Id: changeId }), abortable(signal));
    return ChangeInfo?.Status === 'INSYNC' ? 'INSYNC' : 'PENDING';
  });
}

function recordsChanged(names: string, cause: unknown): UserError {
  return new UserError({
    code: 'records-changed',
    message: `Changing the records of ${names}: Route 53 took none of the changes, because the zone is not as it was when it was read.`,
    next: ['Run the same command again: it reads the records anew and shows what it would change'],
    details: [awsErrorMessage(cause)],
    cause,
  });
}

function recordSet(record: ResourceRecordSet): RecordSet[] {
  const { Name, Type, TTL, ResourceRecords, AliasTarget, SetIdentifier } = record;
  if (!Name || !Type) return [];
  return [
    {
      name: plainName(Name),
      type: Type,
      ...(TTL !== undefined && { ttl: TTL }),
      ...(ResourceRecords && { values: ResourceRecords.flatMap(({ Value }) => Value ?? []) }),
      ...(AliasTarget && {
        alias: {
          dnsName: plainName(AliasTarget.DNSName ?? ''),
          hostedZoneId: AliasTarget.HostedZoneId ?? '',
          evaluateTargetHealth: AliasTarget.EvaluateTargetHealth ?? false,
        },
      }),
      ...(SetIdentifier !== undefined && { setIdentifier: SetIdentifier }),
    },
  ];
}

function resourceRecordSet({ name, type, ttl, values, alias }: RecordSetChange['record']): ResourceRecordSet {
  return {
    Name: `${name}.`,
    Type: type,
    ...(ttl !== undefined && { TTL: ttl }),
    ...(values && { ResourceRecords: values.map((Value) => ({ Value })) }),
    ...(alias && {
      AliasTarget: {
        DNSName: `${alias.dnsName}.`,
        HostedZoneId: alias.hostedZoneId,
        EvaluateTargetHealth: alias.evaluateTargetHealth,
      },
    }),
  };
}

/** Route 53 writes `\052` for `*` and a dot at the end. */
function plainName(name: string): string {
  return name
    .replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    .replace(/\.$/, '')
    .toLowerCase();
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
