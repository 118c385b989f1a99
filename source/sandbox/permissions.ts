import { matchesWildcard } from './wildcard.ts';
import type { Credential, World } from './world.ts';

/** Why a caller may not do something, in IAM's words; undefined: it may. */
export function denialOf(
  world: World,
  credential: Credential,
  action: string,
  resource: string,
): string | undefined {
  // IAM lets everyone ask who they are.
  if (action === 'sts:GetCallerIdentity') return undefined;
  const deniedByKnob = [...world.knobs.denied].some((pattern) =>
    matchesWildcard(pattern, action, 'either-case'),
  );
  if (!deniedByKnob && roleAllows(world, credential, action, resource)) return undefined;
  return (
    `User: ${credential.arn} is not authorized to perform: ${action} on resource: ${resource} ` +
    `because no identity-based policy allows the ${action} action`
  );
}

function roleAllows(world: World, credential: Credential, action: string, resource: string): boolean {
  if (credential.role === undefined) return true;
  const roles = world.accounts.get(credential.account)?.roles.values() ?? [];
  const role = [...roles].find((candidate) => candidate.name === credential.role);
  if (role === undefined) return false;
  if (role.allows === undefined) return true;
  return role.allows.some((entry) => {
    const [allowedAction = '', allowedResource = '*'] = entry.split(' on ');
    return (
      matchesWildcard(allowedAction, action, 'either-case') &&
      matchesWildcard(allowedResource, resource, 'exact')
    );
  });
}
