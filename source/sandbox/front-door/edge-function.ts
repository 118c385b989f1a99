import { createContext, Script } from 'node:vm';
import { isObject } from '../protocol/json.ts';
import type { Account, CacheBehavior, Distribution, World } from '../world.ts';
import { type EdgeAnswer, refusal } from './edge-answer.ts';
import type { Visitor } from './visitor.ts';

/** Generous: CloudFront stops a function after a millisecond or so of its own processor. */
const longestMilliseconds = 1_000;

/** What became of a request in the behavior's function: another request, or an answer of the function's own. */
export function runViewerRequest(
  world: World,
  distribution: Distribution,
  behavior: CacheBehavior,
  visitor: Visitor,
): Visitor | EdgeAnswer {
  const arn = behavior.FunctionAssociations?.find(
    ({ EventType }) => EventType === 'viewer-request',
  )?.FunctionARN;
  if (arn === undefined) return visitor;
  const code = ownerOf(world, distribution)?.edgeFunctions.get(arn)?.code;
  if (code === undefined) return refusal(503, `no function ${arn}`);
  const outcome = run(code, eventOf(world, distribution, visitor));
  if (typeof outcome === 'string') return refusal(503, `function: ${outcome}`);
  if ('statusCode' in outcome) return answerOf(outcome);
  return typeof outcome.uri === 'string' && outcome.uri.startsWith('/')
    ? { ...visitor, path: outcome.uri }
    : refusal(502, 'function: its request has no address');
}

function ownerOf(world: World, { id }: Distribution): Account | undefined {
  return [...world.accounts.values()].find(({ distributions }) => distributions.has(id));
}

/** What the handler returned, or what went wrong. Nothing of ours is within its reach. */
function run(code: string, event: object): Readonly<Record<string, unknown>> | string {
  try {
    const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
    new Script(code).runInContext(context, { timeout: longestMilliseconds });
    const call = new Script(`JSON.stringify(handler(${JSON.stringify(event)}))`);
    const returned: unknown = JSON.parse(
      String(call.runInContext(context, { timeout: longestMilliseconds })),
    );
    return isObject(returned) ? returned : 'it returned nothing';
  } catch (error) {
    // What is thrown in there is no `Error` of ours.
    return String(error);
  }
}

function eventOf(world: World, distribution: Distribution, visitor: Visitor): object {
  const query = [...new URLSearchParams(visitor.query)].map(([name, value]) => [name, { value }]);
  return {
    version: '1.0',
    context: {
      distributionDomainName: distribution.domainName,
      distributionId: distribution.id,
      eventType: 'viewer-request',
      requestId: `${world.identifiers.letters(54)}==`,
    },
    viewer: { ip: '198.51.100.7' },
    request: {
      method: visitor.method,
      uri: visitor.path,
      querystring: Object.fromEntries(query),
      headers: { host: { value: visitor.host } },
      cookies: {},
    },
  };
}

function answerOf({ statusCode, headers, body }: Readonly<Record<string, unknown>>): EdgeAnswer {
  const named = isObject(headers) ? Object.entries(headers) : [];
  return {
    status: Number(statusCode),
    headers: {
      server: 'CloudFront',
      'x-cache': 'FunctionGeneratedResponse from cloudfront',
      ...Object.fromEntries(
        named.map(([name, header]) => [name, String(isObject(header) ? header.value : header)]),
      ),
    },
    body: textOf(body),
    why: 'function',
  };
}

function textOf(body: unknown): string | Buffer {
  if (!isObject(body)) return typeof body === 'string' ? body : '';
  const data = String(body.data ?? '');
  return body.encoding === 'base64' ? Buffer.from(data, 'base64') : data;
}
