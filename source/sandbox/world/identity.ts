export interface Credential {
  readonly accessKeyId: string;
  readonly account: string;
  /** arn:aws:iam::111122223333:user/dev or arn:aws:sts::…:assumed-role/NAME/SESSION */
  readonly arn: string;
  readonly userId: string;
  /** Of an assumed role: the role's name, so that its permissions can be looked up. */
  readonly role?: string;
  readonly expires?: Date;
}

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** Principals (account root ARNs, service names) that may assume it. */
  readonly trusts: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Actions it may use, `*` as a wildcard; undefined: everything. `ACTION on RESOURCE` allows it on that resource only,
   * where the service says which resource is meant.
   */
  readonly allows?: readonly string[];
}
