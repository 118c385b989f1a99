import { setTimeout as wait } from 'node:timers/promises';
import { denialOf } from './permissions.ts';
import { refusalsOf } from './refusals.ts';
import { type AwsRequest, type AwsResponse, Fault, type Operation, type Service } from './service.ts';
import type { Call, Credential, World } from './world.ts';

/** A request before it is known who sent it. */
export type UncheckedRequest = Omit<AwsRequest, 'credential'> & { readonly accessKeyId: string | undefined };

const nobody: Credential = { accessKeyId: '', account: '', arn: 'anonymous', userId: '' };

/** Answers one request as its service would: who is it, may they, is it too much, then the operation itself. */
export async function dispatch(
  world: World,
  service: Service,
  unchecked: UncheckedRequest,
): Promise<AwsResponse> {
  const { accessKeyId, ...rest } = unchecked;
  const credential = accessKeyId === undefined ? undefined : world.credentials.get(accessKeyId);
  const request: AwsRequest = { ...rest, credential: credential ?? nobody };
  let operation: Operation | undefined;
  let errorCode: string | undefined;

  async function answer(): Promise<AwsResponse> {
    try {
      operation = service.operation(request, world);
      admit(world, service, operation, accessKeyId, credential);
      return await operation.run();
    } catch (error) {
      const fault = error instanceof Fault ? error : new Fault('InternalFailure', describe(error), 500);
      errorCode = fault.code;
      return service.fault(fault, request);
    }
  }

  if (world.knobs.latencyMilliseconds > 0) await wait(world.knobs.latencyMilliseconds);
  const response = await answer();
  const call: Call = {
    at: world.clock.now(),
    service: request.service,
    operation: operation?.name ?? 'unknown',
    region: request.region,
    identity: request.credential.arn,
    action: operation === undefined ? 'unknown' : actionOf(service, operation),
    resource: operation?.resource ?? '*',
    write: operation?.write ?? false,
    status: response.status,
    ...(errorCode === undefined ? {} : { errorCode }),
  };
  world.calls.push(call);
  return response;
}

/** Throws the fault with which AWS would turn the caller away. */
function admit(
  world: World,
  service: Service,
  operation: Operation,
  accessKeyId: string | undefined,
  credential: Credential | undefined,
): void {
  const refusals = refusalsOf(service.family);
  if (accessKeyId === undefined) throw refusals.notSigned();
  if (credential === undefined) throw refusals.unknownKey();
  if (isExpired(world, credential)) throw refusals.expired();
  if (world.knobs.throttleRate > 0 && world.identifiers.fraction() < world.knobs.throttleRate) {
    throw refusals.throttled(service.throttlingCode);
  }
  const denial = denialOf(world, credential, actionOf(service, operation), operation.resource ?? '*');
  if (denial !== undefined) throw refusals.denied(denial);
}

function actionOf(service: Service, { action, name }: Operation): string {
  return action ?? `${service.name}:${name}`;
}

function isExpired(world: World, credential: Credential): boolean {
  const now = world.clock.now().getTime();
  const { expireCredentialsAfterSeconds } = world.knobs;
  if (expireCredentialsAfterSeconds !== null) {
    if (now >= world.startedAt.getTime() + expireCredentialsAfterSeconds * 1000) return true;
  }
  return credential.expires !== undefined && now >= credential.expires.getTime();
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
