import type { Credential, World } from './world.ts';

/** A request as it came in, with what its signature says about it. */
export interface AwsRequest {
  /** From the credential scope: `cloudformation`, `elasticloadbalancing`, `s3`. */
  readonly service: string;
  readonly region: string;
  readonly credential: Credential;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly requestId: string;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a service answers by, whichever wire format it speaks. */
export interface Operation {
  readonly name: string;
  /** Whether it changes anything in AWS. */
  readonly write: boolean;
  /** The IAM action, when it is not `service:Name`. */
  readonly action?: string;
  /** The ARN it works on, for the text of a denial and for permissions that name one; default `*`. */
  readonly resource?: string;
  run(): AwsResponse | Promise<AwsResponse>;
}

/** Families of services that refuse callers in the same words and codes. */
export type Family = 'query' | 'ec2' | 'json' | 'rest-xml' | 's3';

export interface Service {
  /** Default `query`. */
  readonly family?: Family;
  /** The name in the credential scope. */
  readonly name: string;
  /** Finds the operation that a request asks for. Throws `Fault` for one it does not know. */
  operation(request: AwsRequest, world: World): Operation;
  /** A fault in this service's wire format. */
  fault(fault: Fault, request: AwsRequest): AwsResponse;
  /** The code this service throttles with: `Throttling`, `ThrottlingException`, `SlowDown`. */
  readonly throttlingCode: string;
}

/** An error as AWS would answer it. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
