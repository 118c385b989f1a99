import { type ApiCall, assumeRole, type Connection, callerConnection } from '../../aws/connection.ts';
import { type CallerIdentity, callerIdentity } from '../../aws/sts.ts';
import {
  type Application,
  type Environment,
  environmentNotFound,
  readApplication,
  readEnvironments,
} from '../../copilot/records.ts';
import { findWorkspace, type Workspace } from '../../copilot/workspace.ts';
import type { CommonOptions } from '../options.ts';

export interface OpenApplication {
  readonly workspace: Workspace;
  /** The person's own credentials, in the region of the application's records. */
  readonly caller: Connection;
  readonly identity: CallerIdentity;
  /** The person's credentials in the account of the environments: other ones only with `--environment-profile`. */
  readonly environmentCaller: Connection;
  readonly environmentIdentity: CallerIdentity;
  readonly application: Application;
  readonly environments: readonly Environment[];
}

/** The folder in which the workspace is looked for: `--workspace`, COPILOT_CDN_WORKSPACE, the working directory. */
export function workspaceFolder(options: CommonOptions): string {
  return options.workspace ?? (process.env.COPILOT_CDN_WORKSPACE || process.cwd());
}

/**
 * Where am I: the workspace, who is asking, the application's records and its environments.
 * @throws UserError `no-workspace`, `no-region`, `no-credentials`, `application-not-found`, `no-environments`, …
 */
export async function openApplication(
  options: CommonOptions,
  signal: AbortSignal,
  onCall: ((call: ApiCall) => void) | undefined,
): Promise<OpenApplication> {
  const workspace = await findWorkspace(workspaceFolder(options));
  const caller = await callerConnection({
    ...(options.profile !== undefined && { profile: options.profile }),
    ...(options.region !== undefined && { region: options.region }),
    ...(onCall !== undefined && { onCall }),
  });
  const environmentCaller =
    options.environmentProfile === undefined
      ? caller
      : await callerConnection({
          profile: options.environmentProfile,
          region: caller.region,
          ...(onCall !== undefined && { onCall }),
        });
  const name = options.app ?? workspace.application;
  const [identity, application, environments] = [
    callerIdentity(caller, signal),
    readApplication(caller, name, signal),
    readEnvironments(caller, name, signal),
  ];
  // Asked for all at once; told in this order, because the first to fail explains the others.
  const environmentIdentity =
    environmentCaller === caller ? identity : callerIdentity(environmentCaller, signal);
  for (const promise of [application, environments, environmentIdentity]) promise.catch(() => undefined);
  const opened = {
    workspace,
    caller,
    identity: await identity,
    environmentCaller,
    environmentIdentity: await environmentIdentity,
    application: await application,
    environments: await environments,
  };
  const names = opened.environments.map((environment) => environment.name);
  if (options.env !== undefined && !names.includes(options.env))
    throw environmentNotFound(name, options.env, names);
  return opened;
}

/** The environment's manager role, in the environment's region. */
export function environmentManager({ caller }: OpenApplication, record: Environment): Connection {
  return assumeRole(caller, {
    roleArn: record.managerRoleArn,
    region: record.region,
    sessionName: 'copilot-cdn',
    identity: 'environment-manager',
  });
}
