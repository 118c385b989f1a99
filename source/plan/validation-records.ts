import type { RequestedCertificate } from '../aws/certificate-requests.ts';
import type { RecordSet } from '../aws/route-53.ts';

/** A record that proves one or more names of a certificate: `example.com` and `*.example.com` share theirs. */
export interface ValidationRecord {
  readonly names: readonly string[];
  readonly name: string;
  readonly value: string;
  /** ACM has seen it, and believes it. */
  readonly validated: boolean;
}

/** Each record once; empty until ACM has made them up. */
export function validationRecords({ validations }: RequestedCertificate): readonly ValidationRecord[] {
  const records = new Map<string, ValidationRecord>();
  for (const { name, state, record } of validations) {
    if (record === undefined) continue;
    const known = records.get(record.name);
    records.set(record.name, {
      ...record,
      names: [...(known?.names ?? []), name],
      validated: (known?.validated ?? true) && state === 'validated',
    });
  }
  return [...records.values()];
}

/** Whether every name has its record, or needs none any more. */
export function recordsKnown({ validations }: RequestedCertificate): boolean {
  return validations.length > 0 && validations.every(({ state, record }) => state !== 'pending' || record);
}

/** How a record stands in its zone: a record of the same name that says something else is somebody's. */
export function placeInZone(
  records: readonly RecordSet[],
  wanted: ValidationRecord,
): 'there' | 'absent' | { readonly taken: RecordSet } {
  const [taken] = records.filter(({ type }) => type === 'CNAME');
  if (taken === undefined) return 'absent';
  return (taken.values ?? []).some((value) => sameTarget(value, wanted.value)) ? 'there' : { taken };
}

/** Some providers forbid the underscore that a value begins with, and ACM takes it without. */
export function sameTarget(one: string, other: string): boolean {
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, '').replace(/^_/, '');
  return plain(one) === plain(other);
}

/** Seconds; it never changes, and a mistake in it is soon over. */
export const recordLife = 300;

/** The record as a line of a zone file, which most providers can import, and which says all that has to be typed elsewhere. */
export function zoneFileLine({ name, value }: Pick<ValidationRecord, 'name' | 'value'>): string {
  return `${name}. ${recordLife} IN CNAME ${value}.`;
}
