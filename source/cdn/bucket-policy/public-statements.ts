import { changeText, withoutItem } from './json-source.ts';
import { readPolicy } from './read-policy.ts';
import { isForEverybody, type Statement } from './statement.ts';
import type { PolicyRemoval } from './take-away.ts';

/**
 * The policy without the statements that let everybody in, unconditionally. Before a bucket is closed: with Block Public Access on, S3
 * takes no change to a policy that is public, not even ours. A statement with a condition stays, whatever S3 thinks of it.
 */
export function withoutPublicStatements(policy: string): PolicyRemoval {
  let text = policy;
  for (;;) {
    const source = readPolicy(text);
    const index = source?.statements.findIndex(({ statement }) => isPublic(statement)) ?? -1;
    if (source === undefined || index === -1) break;
    if (source.statements.length === 1) return { kind: 'emptied' };
    text = changeText(text, [withoutItem(source.statementElement, index)]);
  }
  return text === policy ? { kind: 'unchanged' } : { kind: 'changed', text };
}

function isPublic({ Effect, Principal, Condition }: Statement): boolean {
  return Effect === 'Allow' && isForEverybody(Principal) && Condition === undefined;
}
