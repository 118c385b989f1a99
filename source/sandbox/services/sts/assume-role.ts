import { type QueryInput, queryText } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Credential, Role, World } from '../../world.ts';

/** Records new temporary credentials for a role that trusts the caller. Throws `AccessDenied`, `ValidationError`. */
export function assumeRole(world: World, caller: Credential, input: QueryInput) {
  const roleArn = queryText(input, 'RoleArn') ?? '';
  const session = queryText(input, 'RoleSessionName') ?? '';
  const duration = Number(queryText(input, 'DurationSeconds') ?? '3600');
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) throw invalid('roleSessionName', session);
  if (!(duration >= 900 && duration <= 43_200)) throw invalid('durationSeconds', String(duration));

  const role = findRole(world, roleArn);
  if (role === undefined || !trusts(role, caller)) {
    throw new Fault(
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      403,
    );
  }

  const account = roleArn.split(':')[4] ?? '';
  const expires = new Date(world.clock.now().getTime() + duration * 1000);
  const credential: Credential = {
    accessKeyId: `ASIA${world.identifiers.letters(16)}`,
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${role.name}/${session}`,
    userId: `AROA${world.identifiers.letters(17)}:${session}`,
    role: role.name,
    expires,
  };
  world.credentials.set(credential.accessKeyId, credential);
  return {
    AssumedRoleUser: { AssumedRoleId: credential.userId, Arn: credential.arn },
    Credentials: {
      AccessKeyId: credential.accessKeyId,
      SecretAccessKey: world.identifiers.hex(40),
      SessionToken: world.identifiers.hex(120),
      Expiration: expires,
    },
  };
}

function findRole(world: World, arn: string): Role | undefined {
  const roles = world.accounts.get(arn.split(':')[4] ?? '')?.roles.values() ?? [];
  return [...roles].find((role) => role.arn === arn);
}

/** A role that trusts an account's root trusts everybody in that account who may assume roles. */
function trusts(role: Role, caller: Credential): boolean {
  const principals = [caller.arn, `arn:aws:iam::${caller.account}:root`, caller.account, '*'];
  return role.trusts.some((trusted) => principals.includes(trusted));
}

function invalid(member: string, value: string): Fault {
  return new Fault(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint`,
  );
}
