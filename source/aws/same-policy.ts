/**
 * Whether two policies say the same. S3 gives policies back in other words than they were put: without white space, one value in
 * place of a list of one, account numbers as ARNs, lists in another order.
 */
export function isSamePolicy(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return one === other;
  const left = normalized(one);
  return left !== undefined && left === normalized(other);
}

/** Undefined for what is not JSON. */
function normalized(policy: string): string | undefined {
  try {
    return JSON.stringify(normal(JSON.parse(policy)));
  } catch {
    return undefined;
  }
}

function normal(value: unknown, name?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normal(item));
    // The order of statements is theirs; that of everything else means nothing.
    const ordered = name === 'Statement' ? items : items.toSorted(byText);
    return ordered.length === 1 ? ordered[0] : ordered;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, normal(item, key)] as const);
    return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
  }
  if (typeof value === 'string') return /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value;
  return String(value);
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
