import type { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { exitCode, UserError } from '../errors.ts';
import { type ApiCall, type Client, reportCalls } from './api-call.ts';
import { describing } from './errors.ts';

export type { ApiCall } from './api-call.ts';

// The SDK prints seven lines about Node.js 20 when its first client is made: they would land in the middle of a screen.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Whose credentials sign the calls: the person's own, the environment's manager role, or the application's role for its domain. */
export type Identity = 'caller' | 'environment-manager' | 'dns-delegation';

export type CredentialProvider = ReturnType<typeof fromNodeProviderChain>;

/** Where calls go and who makes them. Every gateway function takes one. */
export interface Connection {
  readonly region: string;
  readonly credentials: CredentialProvider;
  readonly identity: Identity;
  /** The profile that was asked for by name; its settings (`endpoint_url`, say) hold for every client. */
  readonly profile?: string;
  /** Told of every finished call, whether it worked or not. */
  readonly onCall?: (call: ApiCall) => void;
}

export interface CallerOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly onCall?: (call: ApiCall) => void;
}

/**
 * The person's own connection. Credentials are looked for at the first call, by the SDK's default chain.
 * The region is the one given, else AWS_REGION, AWS_DEFAULT_REGION, else the profile's.
 * @throws UserError `no-region`, `region-malformed`; later, at the first call, `no-credentials` or `credentials-expired`
 */
export async function callerConnection(options: CallerOptions = {}): Promise<Connection> {
  const profile = options.profile;
  const named = profile === undefined ? {} : { profile };
  const region =
    options.region ||
    process.env.AWS_REGION ||
    process.env.AWS_DEFAULT_REGION ||
    (await profileRegion(named));
  refuseIfMalformed(region);
  let chain: Promise<CredentialProvider> | undefined;
  const credentials: CredentialProvider = async (properties) => {
    chain ??= import('./sdk/credentials.ts').then((providers) =>
      providers.fromNodeProviderChain({ ...named, clientConfig: { region }, logger: silent }),
    );
    const resolve = await chain;
    return describing({ what: 'Looking for AWS credentials', ...named }, () => resolve(properties));
  };
  return {
    region,
    credentials,
    identity: 'caller',
    ...named,
    ...(options.onCall && { onCall: options.onCall }),
  };
}

/** The SDK makes a host name of it, and says nothing useful when that cannot be. */
function refuseIfMalformed(region: string): void {
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return;
  throw new UserError({
    code: 'region-malformed',
    message: `"${region}" is not the name of an AWS region.`,
    next: ['Give the region where the application was made: --region us-west-2'],
  });
}

/** The region that the SDK itself would take from the shared configuration files. */
async function profileRegion(named: { profile?: string }): Promise<string> {
  const { STSClient } = await import('./sdk/sts.ts');
  const client = new STSClient(named);
  try {
    return await client.config.region();
  } catch (cause) {
    const whose = named.profile ? `Profile ${named.profile} names no AWS region` : 'No AWS region is set';
    throw new UserError({
      code: 'no-region',
      message: `${whose}, so the application's records cannot be looked for.`,
      next: [
        'Give the region where the application was made: --region us-west-2, or export AWS_REGION=us-west-2',
        `To keep it: aws configure set region us-west-2${named.profile ? ` --profile ${named.profile}` : ''}`,
      ],
      cause,
    });
  } finally {
    client.destroy();
  }
}

const otherRegions = new WeakMap<Connection, Map<string, Connection>>();

/** The same identity in another region. The same connection for the same region, so clients are shared. */
export function inRegion(connection: Connection, region: string): Connection {
  if (connection.region === region) return connection;
  const known = otherRegions.get(connection) ?? new Map<string, Connection>();
  otherRegions.set(connection, known);
  const existing = known.get(region);
  if (existing) return existing;
  const made = { ...connection, region };
  known.set(region, made);
  return made;
}

/** What every client is made with. Copilot's own numbers: 8 attempts, 30 seconds (docs/copilot.md, 2.2). */
function clientSettings(connection: Connection) {
  return {
    region: connection.region,
    credentials: connection.credentials,
    maxAttempts: 8,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      logger: silent,
    },
    ...(connection.profile !== undefined && { profile: connection.profile }),
  };
}

/** Nothing that the SDK has to say may land in the middle of a screen; failures arrive as errors all the same. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** The options of `send`: a signal that calls the request off, where there is one. */
export function abortable(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}

/**
 * Makes a connection's client of a service the first time it is asked for, and gives the same one from then on:
 * `const cloudFormation = clients('cloudformation', async (settings) => new (await import('…')).CloudFormationClient(settings))`,
 * then `(await cloudFormation(connection)).send(…)`. The import inside keeps the package out of the start.
 */
export function clients<Made extends Client>(
  service: string,
  create: (settings: ReturnType<typeof clientSettings>) => Promise<Made>,
): (connection: Connection) => Promise<Made> {
  const made = new WeakMap<Connection, Promise<Made>>();
  return (connection) => {
    const existing = made.get(connection);
    if (existing) return existing;
    const creating = create(clientSettings(connection)).then((client) => {
      reportCalls(client, service, connection);
      return client;
    });
    made.set(connection, creating);
    return creating;
  };
}

const securityTokens = clients(
  'sts',
  async (settings) => new (await import('./sdk/sts.ts')).STSClient(settings),
);

export interface RoleToAssume {
  readonly roleArn: string;
  /** Where the calls of the new connection go. */
  readonly region: string;
  readonly sessionName: string;
  readonly identity: Identity;
}

/**
 * Credentials are asked for anew when so little of their life is left: twice the longest request. The SDK's clients ask for
 * fresh ones five minutes before, and get these until then.
 */
const renewBeforeMilliseconds = 60_000;

/**
 * A connection that calls as a role. The role is assumed at the first call, once for all clients, and again before it runs out.
 * @throws UserError at the first call: `access-denied` when the caller may not assume it
 */
export function assumeRole(connection: Connection, role: RoleToAssume): Connection {
  const assume = () =>
    describing({ what: `Assuming the role ${role.roleArn}`, identity: connection.identity }, async () => {
      const { AssumeRoleCommand } = await import('./sdk/sts.ts');
      const client = await securityTokens(connection);
      const answer = await client.send(
        new AssumeRoleCommand({ RoleArn: role.roleArn, RoleSessionName: role.sessionName }),
      );
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
      if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
        throw new UserError({
          code: 'unexpected-answer',
          message: `Assuming the role ${role.roleArn}: the answer holds no credentials.`,
          next: ['Run the same command again; look at AWS_ENDPOINT_URL if it stays'],
          exitCode: exitCode.failed,
        });
      }
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration,
      };
    });
  let pending: ReturnType<typeof assume> | undefined;
  let current: Awaited<ReturnType<typeof assume>> | undefined;
  const credentials: CredentialProvider = async () => {
    if (current && current.expiration.getTime() - Date.now() > renewBeforeMilliseconds) return current;
    pending ??= assume().finally(() => {
      pending = undefined;
    });
    current = await pending;
    return current;
  };
  return { ...connection, region: role.region, identity: role.identity, credentials };
}
