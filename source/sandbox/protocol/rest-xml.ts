import type { AwsResponse, Fault } from '../service.ts';
import { queryFault } from './query.ts';
import { writeMembers, type XmlValue, xmlDeclaration } from './xml.ts';

type Members = { readonly [name: string]: XmlValue };

export interface RestXmlExtras {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An answer of a REST service. Lists repeat their element, so `Items: { DistributionSummary: [...] }` is how CloudFront's
 * wrapped lists are said, and `Contents: [...]` is S3's flat one.
 */
export function restXmlResponse(
  root: string,
  namespace: string,
  members: Members,
  extras: RestXmlExtras = {},
): AwsResponse {
  return {
    status: extras.status ?? 200,
    headers: { 'content-type': 'text/xml', ...extras.headers },
    body: `${xmlDeclaration}<${root} xmlns="${namespace}">${writeMembers(members, 'repeated')}</${root}>`,
  };
}

/** An error of Route 53 or CloudFront. */
export function restXmlFault(fault: Fault, namespace: string, requestId: string): AwsResponse {
  const answer = queryFault(fault, namespace, requestId);
  return { ...answer, body: `${xmlDeclaration}${answer.body}` };
}

/** An error of S3: no namespace, no type, and members that some codes add (`BucketName`, `Key`, `Region`). */
export function s3Fault(
  fault: Fault,
  requestId: string,
  details: Members = {},
  headers: Readonly<Record<string, string>> = {},
): AwsResponse {
  const error = {
    Code: fault.code,
    Message: fault.message,
    ...details,
    RequestId: requestId,
    HostId: `${requestId}/sandbox`,
  };
  return {
    status: fault.status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: `${xmlDeclaration}<Error>${writeMembers(error, 'repeated')}</Error>`,
  };
}
