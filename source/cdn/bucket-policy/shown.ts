/** A policy as people read it, a value a line: S3 gives it back in one. What is not JSON is shown as it is, none is empty. */
export function shownPolicy(policy: string | undefined): string {
  if (policy === undefined) return '';
  try {
    return `${JSON.stringify(JSON.parse(policy), null, 2)}\n`;
  } catch {
    return policy;
  }
}
