import { createClock } from './clock.ts';
import { createIdentifiers } from './identifiers.ts';
import { awsPrefixLists } from './prefix-lists.ts';
import type { Account, CertificateQuotas, Credential, Knobs, Region, World } from './world.ts';

export interface WorldOptions {
  /** Default 1, AWS's own pace. */
  readonly speed?: number;
  /** Default 0. */
  readonly latencyMilliseconds?: number;
  /** Default 0. */
  readonly throttleRate?: number;
  /** Logical id → reason. */
  readonly failures?: Readonly<Record<string, string>>;
  /** Default null: never. */
  readonly expireCredentialsAfterSeconds?: number | null;
  readonly denied?: readonly string[];
  /** Default: those of AWS. */
  readonly certificateQuotas?: CertificateQuotas;
  /** Ids and chance depend on it; default `sandbox`. */
  readonly seed?: string;
  /** Default: now. */
  readonly startsAt?: Date;
}

/** An empty world: no accounts, nobody who may sign. */
export function createWorld(options: WorldOptions = {}): World {
  const knobs: Knobs = {
    speed: options.speed ?? 1,
    latencyMilliseconds: options.latencyMilliseconds ?? 0,
    throttleRate: options.throttleRate ?? 0,
    failures: new Map(Object.entries(options.failures ?? {})),
    expireCredentialsAfterSeconds: options.expireCredentialsAfterSeconds ?? null,
    denied: new Set(options.denied),
    certificateQuotas: options.certificateQuotas ?? {},
    keyPolicies: new Map(),
  };
  const clock = createClock({
    speed: () => knobs.speed,
    ...(options.startsAt === undefined ? {} : { startsAt: options.startsAt }),
  });
  return {
    clock,
    startedAt: clock.now(),
    identifiers: createIdentifiers(options.seed ?? 'sandbox'),
    knobs,
    accounts: new Map(),
    credentials: new Map(),
    calls: [],
    visits: [],
  };
}

/** Calls off everything that the world had still to do. */
export function stopWorld(world: World): void {
  world.clock.stop();
}

/** The account of that id; made when it is first asked for. */
export function accountOf(world: World, id: string): Account {
  const known = world.accounts.get(id);
  if (known !== undefined) return known;
  const account: Account = {
    id,
    regions: new Map(),
    roles: new Map(),
    distributions: new Map(),
    originAccessControls: new Map(),
    edgeFunctions: new Map(),
    hostedZones: new Map(),
    dnsChanges: new Map(),
    buckets: new Map(),
  };
  world.accounts.set(id, account);
  return account;
}

/** A region of an account; made when it is first asked for. */
export function regionOf(world: World, accountId: string, name: string): Region {
  const account = accountOf(world, accountId);
  const known = account.regions.get(name);
  if (known !== undefined) return known;
  const region: Region = {
    name,
    account: accountId,
    parameters: new Map(),
    stacks: new Map(),
    stackSets: new Map(),
    exports: new Map(),
    certificates: new Map(),
    certificateRequests: [],
    prefixLists: new Map(awsPrefixLists(name).map((list) => [list.id, list])),
    securityGroups: new Map(),
    loadBalancers: new Map(),
    targetGroups: new Map(),
    functions: new Map(),
  };
  account.regions.set(name, region);
  return region;
}

/** A user with long-lived keys; the access key id is what requests are recognised by, any secret will do. */
export function addUser(world: World, accountId: string, name: string, accessKeyId: string): Credential {
  accountOf(world, accountId);
  const credential: Credential = {
    accessKeyId,
    account: accountId,
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    userId: `AIDA${world.identifiers.letters(17)}`,
  };
  world.credentials.set(accessKeyId, credential);
  return credential;
}
