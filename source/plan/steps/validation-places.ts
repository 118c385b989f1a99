import { changeRecords, type RecordSetChange, recordsNamed } from '../../aws/route-53.ts';
import { UserError } from '../../errors.ts';
import type { RecordChange } from '../../event.ts';
import type { FoundZone } from '../ports.ts';
import { placeInZone, recordLife, type ValidationRecord } from '../validation-records.ts';
import type { CertificateOrder, CertificatePorts } from './certificate.ts';

/** Where a record can be written, and how it stands there. */
export interface Place {
  readonly record: ValidationRecord;
  /** Undefined: only a person can write it. */
  readonly zone?: FoundZone;
  /** Why a person has to, although the zone is known. */
  readonly problem?: string;
  readonly written: boolean;
}

/** Finds the zones, and looks whether the records stand there. */
export function findPlaces(
  records: readonly ValidationRecord[],
  ports: CertificatePorts,
): Promise<readonly Place[]> {
  return Promise.all(
    records.map(async (record): Promise<Place> => {
      const zone = record.validated ? undefined : await ports.findZone(record.name);
      if (zone === undefined) return { record, written: record.validated };
      try {
        const there = placeInZone(
          await recordsNamed(zone.connection, zone.id, record.name, ports.signal),
          record,
        );
        if (typeof there !== 'object') return { record, zone, written: there === 'there' };
        const problem = `${zone.name} has a record of that name: CNAME ${there.taken.values?.join(' ') ?? ''}`;
        return { record, zone, problem, written: false };
      } catch (error) {
        ports.signal.throwIfAborted();
        return { record, written: false, problem: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

/** Writes what can be written, after consent; undefined when the person says no. */
export async function writeRecords(
  { step, names }: Pick<CertificateOrder, 'step' | 'names'>,
  places: readonly Place[],
  ports: CertificatePorts,
): Promise<readonly Place[] | undefined> {
  const writable = places.flatMap(({ record, zone, problem, written }) =>
    zone === undefined || problem !== undefined || written ? [] : [{ record, zone }],
  );
  if (writable.length === 0) return places;
  const changes = writable.map(
    ({ record, zone }): RecordChange => ({
      kind: 'record',
      zone: zone.name,
      name: record.name,
      recordType: 'CNAME',
      after: `CNAME ${record.value}, ${recordLife} s`,
    }),
  );
  for (const change of changes) ports.emit({ type: 'change', step, ...change });
  const many = writable.length === 1 ? 'the record' : `${writable.length} records`;
  const agreed = await ports.consent({
    changes,
    warnings: [],
    question: {
      id: 'write-validation',
      kind: 'choice',
      text: `Write ${many} that ${writable.length === 1 ? 'proves' : 'prove'} your names?`,
      flag: '--yes',
      choices: [
        { value: 'yes', label: `Write ${many}`, columns: ['ACM issues the certificate minutes later'] },
        { value: 'no', label: 'Not now', columns: ['the request stays open for 72 hours'] },
      ],
      recommended: 'yes',
      explanation: [
        'ACM issues a certificate to whoever can write into the zone of its names.',
        'The records lead no visitor anywhere, and no other record is touched.',
        'They have to stay: ACM renews the certificate by them.',
      ],
    },
  });
  if (!agreed) return undefined;
  ports.touch();
  const refused = new Map<string, string>();
  for (const { zone, records } of byZone(writable).values()) {
    const problem = await writeInZone(zone, records, names, ports);
    if (problem !== undefined) refused.set(zone.id, problem);
  }
  return places.map((place) => {
    if (place.zone === undefined || !writable.some(({ record }) => record === place.record)) return place;
    const problem = refused.get(place.zone.id);
    return problem === undefined ? { ...place, written: true } : { ...place, problem };
  });
}

/** Gives the reason where the zone may be read and not written: then it is for a person to do. */
async function writeInZone(
  zone: FoundZone,
  records: readonly ValidationRecord[],
  names: readonly string[],
  ports: CertificatePorts,
): Promise<string | undefined> {
  const changes = records.map(
    ({ name, value }): RecordSetChange => ({
      action: 'CREATE',
      record: { name, type: 'CNAME', ttl: recordLife, values: [`${value}.`] },
    }),
  );
  try {
    await changeRecords(
      zone.connection,
      zone.id,
      changes,
      `copilot-cdn: proves ${names[0]} to ACM`,
      ports.signal,
    );
    return undefined;
  } catch (error) {
    if (error instanceof UserError && error.code === 'access-denied') return error.message;
    throw error;
  }
}

function byZone(writable: readonly { readonly record: ValidationRecord; readonly zone: FoundZone }[]) {
  const zones = new Map<string, { readonly zone: FoundZone; readonly records: ValidationRecord[] }>();
  for (const { record, zone } of writable) {
    const inZone = zones.get(zone.id) ?? { zone, records: [] };
    inZone.records.push(record);
    zones.set(zone.id, inZone);
  }
  return zones;
}
