/** How far a record is that proves names of a certificate. */
export interface ValidationEvent {
  readonly type: 'validation';
  readonly step: string;
  readonly names: readonly string[];
  /** A CNAME, without last dots. */
  readonly record: { readonly name: string; readonly value: string };
  /** The record as a line of a zone file. */
  readonly zoneFile: string;
  readonly state: 'not-seen' | 'seen' | 'validated';
  /** A person has to write it. */
  readonly byHand: boolean;
  /** The hosted zone that answers for it, where it is known. */
  readonly zone?: string;
  /** Why it could not be written there. */
  readonly problem?: string;
}

/** A certificate of `cert list`, the best first. */
export interface CertificateEvent {
  readonly type: 'certificate';
  readonly arn: string;
  readonly domainName: string;
  /** Of a certificate with very many names perhaps not all. */
  readonly names: readonly string[];
  /** CloudFront can show it for all the names that are asked about. */
  readonly usable: boolean;
  /** The best of those that are usable. */
  readonly recommended: boolean;
  /** Why it is not usable: "waiting for validation for 3 days". */
  readonly reason?: string;
  readonly covered: readonly string[];
  readonly missing: readonly string[];
  /** ACM's own words: `ISSUED`, `AMAZON_ISSUED`, `RSA_2048`. */
  readonly status: string;
  readonly issuedBy: string;
  readonly keyAlgorithm: string;
  /** RFC 3339. */
  readonly notAfter?: string;
  readonly renewsItself: boolean;
  readonly inUse: boolean;
  /** ARNs; of the best ones only. */
  readonly inUseBy?: readonly string[];
  /** The same for people: its name, what sets it apart, and the rest. */
  readonly title: string;
  readonly columns: readonly string[];
  readonly details: readonly string[];
}
