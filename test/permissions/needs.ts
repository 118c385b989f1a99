import type { Call } from '../../source/sandbox/world.ts';

export type Who = 'caller' | 'manager' | 'dns';

/** An action on a resource, the names of the example replaced by words in capitals. */
export interface Need {
  readonly who: Who;
  readonly action: string;
  readonly resource: string;
}

/** What the calls took, each once, in the order of the alphabet. Everybody may ask who they are; what was denied was not needed. */
export function needsOf(calls: readonly Call[]): readonly Need[] {
  const needs = calls
    .filter(
      ({ action, errorCode = '' }) =>
        action !== 'sts:GetCallerIdentity' && action !== 'unknown' && !/denied|unauthorized/i.test(errorCode),
    )
    .map(({ identity, action, resource }) => ({ who: whoIs(identity), action, resource: general(resource) }));
  return unique(needs);
}

export function unique(needs: readonly Need[]): readonly Need[] {
  const known = new Map(needs.map((need) => [`${need.who} ${need.action} ${need.resource}`, need]));
  return [...known].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, need]) => need);
}

function whoIs(identity: string): Who {
  if (identity.includes('EnvManagerRole')) return 'manager';
  return identity.includes('DNSDelegationRole') ? 'dns' : 'caller';
}

/** What is the example's own, and what stands for it in a policy. The first that fits holds. */
const generals: readonly (readonly [resource: RegExp, general: string])[] = [
  [/:stack\/StackSet-shop-infrastructure-.*/, ':stack/StackSet-APPLICATION-infrastructure-*/*'],
  [/:stack\/shop-prod-[a-z].*/, ':stack/APPLICATION-ENVIRONMENT-*/*'],
  [/:stack\/shop-prod\/.*/, ':stack/APPLICATION-ENVIRONMENT/*'],
  [/:parameter\/copilot\/applications\/shop(?=$|\/).*/, ':parameter/copilot/applications/APPLICATION*'],
  [/:role\/shop-prod-EnvManagerRole/, ':role/APPLICATION-ENVIRONMENT-EnvManagerRole'],
  [/:role\/shop-DNSDelegationRole/, ':role/APPLICATION-DNSDelegationRole'],
  [/:::(stackset-shop-infrastru)[^/]*(\/.*)?$/, ':::stackset-APPLICATION-*'],
  [/:::shop-[a-z0-9-]+\/.*/, ':::BUCKET/*'],
  [/:::shop-[a-z0-9-]+$/, ':::BUCKET'],
  [/:(hostedzone|change|distribution|certificate|origin-access-control)\/.*/, ':$1/*'],
  [/:::(hostedzone|change)\/.*/, ':::$1/*'],
];

function general(resource: string): string {
  const found = generals.find(([pattern]) => pattern.test(resource));
  const named = found === undefined ? resource : resource.replace(found[0], found[1]);
  return named.replace(':us-west-2:', ':REGION:').replace(':111122223333:', ':ACCOUNT:');
}
