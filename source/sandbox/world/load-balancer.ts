export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly scheme: 'internet-facing' | 'internal';
  securityGroups: readonly string[];
  readonly listeners: Map<string, Listener>;
  readonly created: Date;
  /** The addresses that DNS gives for it. */
  readonly addresses: readonly string[];
}

export interface Listener {
  readonly arn: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  defaultActions: readonly ListenerAction[];
  certificates: readonly string[];
  readonly rules: Map<string, ListenerRule>;
}

export interface ListenerRule {
  readonly arn: string;
  priority: number;
  conditions: readonly {
    readonly field: 'host-header' | 'path-pattern' | 'source-ip';
    readonly values: readonly string[];
  }[];
  actions: readonly ListenerAction[];
}

export type ListenerAction =
  | { readonly type: 'forward'; readonly targetGroupArn: string }
  | {
      readonly type: 'redirect';
      readonly protocol: string;
      readonly port: string;
      readonly host: string;
      readonly path: string;
      readonly query: string;
      readonly statusCode: 'HTTP_301' | 'HTTP_302';
    }
  | { readonly type: 'fixed-response'; readonly statusCode: string; readonly body: string };

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly protocolVersion: 'HTTP1' | 'HTTP2' | 'GRPC';
  /** What the service behind it says, as plain text. */
  readonly answers: string;
}
