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
  /** Default: `notBefore`. */
  issued?: Date;
  notBefore?: Date;
  notAfter?: Date;
  readonly inUseBy: Set<string>;
  failureReason?: string;
  tags: Readonly<Record<string, string>>;
  readonly exportable?: boolean;
  /** Of a certificate that was requested: how far ACM has come with its names. */
  readonly validation?: CertificateValidation;
}

export interface CertificateValidation {
  /** In the first seconds ACM has not made up its records yet. */
  recordsKnown: boolean;
  /** The names whose records have been found. */
  readonly validated: Set<string>;
}

/** A call of RequestCertificate, remembered beyond the certificate: it counts against the yearly quota. */
export interface CertificateRequest {
  readonly arn: string;
  readonly at: Date;
  /** Token and content, by which a repeated call is known; forgotten after an hour. */
  sameness?: string;
}
