import { type AwsRequest, type AwsResponse, Fault } from '../service.ts';

/** JSON that came in. */
export type JsonInput = { readonly [name: string]: unknown };

/** What becomes JSON; dates are written as epoch seconds. */
export type JsonValue =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type JsonVersion = '1.0' | '1.1';

/** The operation that the `X-Amz-Target` header names: `CertificateManager.ListCertificates` → `ListCertificates`. */
export function targetOperation(request: AwsRequest): string {
  const target = request.headers['x-amz-target'] ?? '';
  return target.slice(target.lastIndexOf('.') + 1);
}

/** Throws the fault `SerializationException` for what is not a JSON object. */
export function parseJson(body: Buffer): JsonInput {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (isObject(parsed)) return parsed;
  } catch {
    // Answered below, as AWS does for both.
  }
  throw new Fault('SerializationException', 'The request body is not a JSON object.');
}

export function isObject(value: unknown): value is JsonInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function jsonText(input: JsonInput, name: string): string | undefined {
  const found = input[name];
  return typeof found === 'string' ? found : undefined;
}

export function jsonNumber(input: JsonInput, name: string): number | undefined {
  const found = input[name];
  return typeof found === 'number' ? found : undefined;
}

export function jsonFlag(input: JsonInput, name: string): boolean {
  return input[name] === true;
}

export function jsonTexts(input: JsonInput, name: string): readonly string[] | undefined {
  const found = input[name];
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : undefined;
}

export function jsonObject(input: JsonInput, name: string): JsonInput | undefined {
  const found = input[name];
  return isObject(found) ? found : undefined;
}

export function jsonResponse(result: JsonValue, version: JsonVersion = '1.1'): AwsResponse {
  return {
    status: 200,
    headers: { 'content-type': `application/x-amz-json-${version}` },
    body: JSON.stringify(plain(result)),
  };
}

function plain(value: JsonValue): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map((item: JsonValue) => plain(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
  }
  return value;
}

export function jsonFault(fault: Fault, version: JsonVersion = '1.1'): AwsResponse {
  return {
    status: fault.status,
    headers: { 'content-type': `application/x-amz-json-${version}` },
    body: JSON.stringify(
      fault.message === '' ? { __type: fault.code } : { __type: fault.code, message: fault.message },
    ),
  };
}
