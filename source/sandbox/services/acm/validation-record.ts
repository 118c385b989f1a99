import { createHash } from 'node:crypto';
import { resolveName } from '../../name-resolution.ts';
import type { World } from '../../world.ts';

/** The name without `*.`: a wildcard is proved by the record of the name that it stands under. */
export function provenName(name: string): string {
  return name.replace(/^\*\./, '');
}

/**
 * The CNAME that proves a name. It depends on the account and the name alone: every later certificate for the name, in
 * whatever region, is validated by the same record (ACM user guide, "DNS validation").
 */
export function validationRecord(account: string, name: string) {
  const proven = provenName(name);
  const token = (salt: string) =>
    createHash('sha256').update(`${salt}${account}${proven}`).digest('hex').slice(0, 32);
  return {
    Name: `_${token('name')}.${proven}.`,
    Type: 'CNAME',
    Value: `_${token('value')}.jkddzztszm.acm-validations.aws.`,
  };
}

/** Whether public DNS answers with a name's record, whoever runs the zone. */
export function isPublished(world: World, account: string, name: string): boolean {
  const record = validationRecord(account, name);
  return resolveName(world, record.Name, 'CNAME').records.some(
    ({ type, value }) => type === 'CNAME' && target(value) === target(record.Value),
  );
}

/** Some providers forbid the underscore that a value begins with: ACM accepts it without. */
function target(value: string): string {
  return value.toLowerCase().replace(/\.$/, '').replace(/^_/, '');
}
