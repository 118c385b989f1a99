import type { IncomingHttpHeaders } from 'node:http';

/** What a signature says about a request. The signature itself is not verified: the sandbox knows no secrets. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** `cloudformation`, `elasticloadbalancing`, `s3`. */
  readonly service: string;
}

/** Reads the scope from the `Authorization` header or from a presigned query; undefined: not signed. */
export function credentialScope(headers: IncomingHttpHeaders, url: URL): CredentialScope | undefined {
  const signed = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const parts = (signed ?? url.searchParams.get('X-Amz-Credential') ?? '').split('/');
  if (parts.length < 5) return undefined;
  // Read from the right: what stands before the date is the key id, whatever it holds.
  const [service, region] = [parts.at(-2), parts.at(-3)];
  const accessKeyId = parts.slice(0, -4).join('/');
  if (service === undefined || region === undefined) return undefined;
  return { accessKeyId, region, service };
}
