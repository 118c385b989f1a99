/** What a request for an object through the distribution brought. */
export interface ObjectAnswer {
  readonly url: string;
  /** Absent when no answer came. */
  readonly status?: number;
  /** Why none came, in words. */
  readonly error?: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning is enough. */
  readonly body: string;
  readonly milliseconds: number;
}

/** Who said it: the bucket, the edge itself, or whoever answers on the distribution's other origin. */
export function spokenBy({ headers, body }: ObjectAnswer): 'bucket' | 'edge' | 'service' {
  const server = headers.server ?? '';
  if (server === 'AmazonS3' || headers['x-amz-request-id'] !== undefined || /<Error><Code>/.test(body)) {
    return 'bucket';
  }
  return server === 'CloudFront' || /The request could not be satisfied/i.test(body) ? 'edge' : 'service';
}

/** S3's code and message. */
export function bucketError({ body }: ObjectAnswer): { readonly code: string; readonly message: string } {
  return {
    code: /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? '',
    message: /<Message>([^<]*)<\/Message>/.exec(body)?.[1] ?? '',
  };
}
