import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import type { ObjectProof } from '../static-facts.ts';
import type { ObjectsStep } from '../step.ts';

/** How long a new policy, or the edge, may take to come true, in milliseconds. */
const patience = 3 * 60_000;

/** What passes by itself. */
const passing: readonly ObjectProof['diagnosis']['cause'][] = ['propagating', 'no-answer', 'busy'];

/** Asks for one real file at the edge until it is served; a refusal is told with what is wrong. */
export async function performObjects(_step: ObjectsStep, facts: Facts, ports: Ports): Promise<Performed> {
  const started = ports.clock.now().getTime();
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 15_000)) {
    const proof = (await ports.refresh(facts, 'static')).staticFiles?.proof;
    if (proof === undefined) return { kind: 'done' };
    const { cause, says, next } = proof.diagnosis;
    const late = ports.clock.now().getTime() - started > patience;
    if (cause === 'served' || late || !passing.includes(cause)) {
      ports.emit({
        type: 'fact',
        name: 'file',
        value: [proof.url, proof.text],
        text: `${proof.url}: ${proof.text}`,
      });
      if (cause === 'served') return { kind: 'done' };
      return {
        kind: 'unfinished',
        why: `${proof.url} is not served: ${says.replace(/\.$/, '')}`,
        left: next,
      };
    }
    await ports.clock.wait(pause, ports.signal);
  }
}
