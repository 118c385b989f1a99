import { resolveName } from '../../name-resolution.ts';
import type { World } from '../../world.ts';
import { provenName } from './validation-record.ts';

/** Any of these lets ACM issue (ACM user guide, "Configure a CAA record"). */
const amazon: readonly string[] = ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'];

interface Authorization {
  readonly tag: string;
  readonly issuer: string;
}

/** Whether the CAA records at a name, or at the nearest name above it that has any, leave Amazon out. */
export function forbidsAmazon(world: World, name: string): boolean {
  const authorizations = authorizationsFor(world, provenName(name));
  const issuers = (tag: string) =>
    authorizations.filter((one) => one.tag === tag).map(({ issuer }) => issuer);
  const forWildcards = name.startsWith('*.') ? issuers('issuewild') : [];
  const wanted = forWildcards.length > 0 ? forWildcards : issuers('issue');
  return wanted.length > 0 && !wanted.some((issuer) => amazon.includes(issuer));
}

/** RFC 8659, section 3. */
function authorizationsFor(world: World, name: string): readonly Authorization[] {
  if (name === '') return [];
  const found = resolveName(world, name, 'CAA').records.filter(({ type }) => type === 'CAA');
  return found.length > 0
    ? found.map(({ value }) => readAuthorization(value))
    : authorizationsFor(world, name.split('.').slice(1).join('.'));
}

/** `0 issue "letsencrypt.org; validationmethods=dns-01"` */
function readAuthorization(value: string): Authorization {
  const [, tag = '', text = ''] = /^\d+\s+(\w+)\s+"?([^"]*)/.exec(value) ?? [];
  return { tag: tag.toLowerCase(), issuer: text.replace(/;.*/, '').trim().toLowerCase() };
}
