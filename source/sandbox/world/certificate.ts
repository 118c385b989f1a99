export interface Certificate {
  readonly arn: string;
  readonly domainName: string;
  readonly names: readonly string[];
  status:
    | 'PENDING_VALIDATION'
    | 'ISSUED'
    | 'INACTIVE'
    | 'EXPIRED'
    | 'VALIDATION_TIMED_OUT'
    | 'REVOKED'
    | 'FAILED';
  readonly keyAlgorithm:
    | 'RSA_1024'
    | 'RSA_2048'
    | 'RSA_3072'
    | 'RSA_4096'
    | 'EC_prime256v1'
    | 'EC_secp384r1'
    | 'EC_secp521r1';
  readonly type: 'AMAZON_ISSUED' | 'IMPORTED' | 'PRIVATE';
  readonly created: Date;
  notBefore?: Date;
  notAfter?: Date;
  readonly inUseBy: Set<string>;
  failureReason?: string;
  readonly tags: Readonly<Record<string, string>>;
}
