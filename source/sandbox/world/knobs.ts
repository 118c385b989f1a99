export interface Knobs {
  /** 1 is AWS's own pace; 60 makes a minute of AWS a second. */
  speed: number;
  /** Added to every answer, in real milliseconds. */
  latencyMilliseconds: number;
  /** 0 to 1: the share of calls that are answered with the service's throttling error. */
  throttleRate: number;
  /** Logical id → the reason with which CloudFormation fails its creation or update. */
  readonly failures: Map<string, string>;
  /** Logical id → the reason with which CloudFormation fails its deletion. */
  deletionFailures?: ReadonlyMap<string, string>;
  /**
   * Logical id → what every change set of its stack proposes for it, though no template asks for that: shows what guards
   * do. It is proposed only; executing the change set does what the template says.
   */
  proposals?: Map<string, 'remove' | 'replace'>;
  /** How many items CloudFormation puts on a page; default 100, as AWS. */
  pageSize?: number;
  /** Credentials are refused as expired from so many real seconds after the start on; null: never. */
  expireCredentialsAfterSeconds: number | null;
  /** Actions that are denied, as IAM writes them: `acm:ListCertificates`, `route53:*`. */
  readonly denied: Set<string>;
  certificateQuotas: CertificateQuotas;
  /** KMS key, as buckets name it → its key policy, for services of AWS. Without one a key is for its own account. */
  readonly keyPolicies: Map<string, string>;
}

/** What ACM grants each account in each region; what is not said is AWS's own default. */
export interface CertificateQuotas {
  readonly namesPerCertificate?: number;
  readonly certificates?: number;
  /** In the last 365 days, deleted ones included. */
  readonly certificatesPerYear?: number;
}
