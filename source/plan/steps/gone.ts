import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import type { GoneStep } from '../step.ts';

/** CloudFront itself may need a moment to forget one, in milliseconds. */
const patience = 5_000;

/**
 * Asks CloudFront for the distribution until it has it no more. CloudFormation counts an update as done where it could not delete
 * something: that stays, outside of the stack, and costs and answers on.
 */
export async function performGone(step: GoneStep, facts: Facts, ports: Ports): Promise<Performed> {
  const started = ports.clock.now().getTime();
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 10_000)) {
    const state = (await ports.refresh(facts, 'left-behind')).leftBehind?.state ?? 'gone';
    if (state === 'gone') return { kind: 'done' };
    if (ports.clock.now().getTime() - started > patience) {
      return {
        kind: 'unfinished',
        why: `CloudFormation left the distribution ${step.distribution} behind, outside of its stack`,
        left: wayOut(step.distribution, state),
      };
    }
    await ports.clock.wait(pause, ports.signal);
  }
}

/** CloudFront deletes what is disabled, and has been so at every edge. */
function wayOut(id: string, state: 'enabled' | 'disabled'): readonly string[] {
  const deleteIt = `Delete it: aws cloudfront delete-distribution --id ${id} --if-match $(aws cloudfront get-distribution --id ${id} --query ETag --output text)`;
  const other = 'If another service of AWS uses it (the reason above names it), take it off there first';
  return state === 'disabled'
    ? [deleteIt, other]
    : [
        `Disable it: CloudFront console, Distributions, ${id}, Disable; it takes some minutes`,
        deleteIt,
        other,
      ];
}
