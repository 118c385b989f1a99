export interface HostedZone {
  readonly id: string;
  /** Without the last dot. */
  readonly name: string;
  readonly private: boolean;
  readonly records: Map<string, RecordSet>;
}

/** Keyed in its zone by `NAME TYPE`, both as here. */
export interface RecordSet {
  /** Without the last dot, lower case. */
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly values?: readonly string[];
  readonly alias?: {
    readonly dnsName: string;
    readonly hostedZoneId: string;
    readonly evaluateTargetHealth: boolean;
  };
  readonly setIdentifier?: string;
  readonly weight?: number;
}

export interface DnsChange {
  readonly id: string;
  status: 'PENDING' | 'INSYNC';
  readonly submitted: Date;
  readonly comment?: string;
}
