export interface Call {
  readonly at: Date;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly identity: string;
  /** As IAM names what was asked for: `s3:ListBucket`, and on what; `*` where the operation does not say. */
  readonly action: string;
  readonly resource: string;
  /** True when the operation changes something in AWS. */
  readonly write: boolean;
  readonly status: number;
  readonly errorCode?: string;
}

export interface Visit {
  readonly at: Date;
  readonly host: string;
  readonly path: string;
  readonly scheme: 'http' | 'https';
  /** Where the visitor's connection ended. */
  readonly through: 'edge' | 'load-balancer' | 'nowhere';
  readonly status: number;
  /** Why it was answered so: "security group closed", "redirect rule", "no such alias at the edge". */
  readonly why: string;
  readonly userAgent: string;
}
