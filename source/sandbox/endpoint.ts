import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import { decodeBody } from './chunked-body.ts';
import { dispatch } from './dispatch.ts';
import type { AwsResponse, Service } from './service.ts';
import { credentialScope } from './signature.ts';
import type { World } from './world.ts';

/** The HTTP server that answers for all services; a request's signature says which one it means. */
export function createEndpoint(world: World, services: readonly Service[]): Server {
  const byName = new Map(services.map((service) => [service.name, service]));
  return createServer(async (incoming, outgoing) => {
    const requestId = world.identifiers.uuid();
    const body = await readBody(incoming).catch(() => undefined);
    // The client went away in the middle of its request.
    if (body === undefined) return;
    const response = await respond(world, byName, incoming, body, requestId);
    const length = Buffer.byteLength(response.body);
    outgoing.writeHead(response.status, {
      'x-amzn-requestid': requestId,
      'x-amz-request-id': requestId,
      'content-length': String(length),
      ...response.headers,
    });
    outgoing.end(response.body);
  });
}

async function respond(
  world: World,
  services: ReadonlyMap<string, Service>,
  incoming: IncomingMessage,
  body: Buffer,
  requestId: string,
): Promise<AwsResponse> {
  const address = `http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`;
  if (!URL.canParse(address)) return { status: 400, headers: {}, body: 'The request line is not a URL.' };
  const url = new URL(address);
  const scope = credentialScope(incoming.headers, url);
  const name = scope?.service ?? unsignedService(incoming.headers);
  const service = services.get(name);
  if (service === undefined) return notModelled(name);
  return dispatch(world, service, {
    service: name,
    region: scope?.region ?? 'us-east-1',
    accessKeyId: scope?.accessKeyId,
    method: incoming.method ?? 'GET',
    url,
    headers: plainHeaders(incoming.headers),
    body: decodeBody(body, incoming.headers),
    requestId,
  });
}

/** Without a signature nothing names the service; an anonymous GET is most likely one of S3. */
function unsignedService(headers: IncomingHttpHeaders): string {
  return headers['content-type']?.includes('x-www-form-urlencoded') ? 'sts' : 's3';
}

function notModelled(service: string): AwsResponse {
  return {
    status: 501,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'NotImplemented' },
    body: JSON.stringify({ __type: 'NotImplemented', message: `The sandbox has no service "${service}".` }),
  };
}

function plainHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
