import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import type { RulesStep } from '../step.ts';
import { rulesAmissIn } from '../tls-rules.ts';

/** How long a load balancer may take to do what it was told, in milliseconds: AWS speaks of seconds. */
const patience = 15_000;

/** Asks the load balancer itself until every rule does what its stack says. What somebody changed by hand stays changed, and is told. */
export async function performRules(step: RulesStep, facts: Facts, ports: Ports): Promise<Performed> {
  const started = ports.clock.now().getTime();
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 10_000)) {
    const now = await ports.refresh(facts, 'rules');
    const amiss = rulesAmissIn(now, step.wanted);
    if (amiss.length === 0) return { kind: 'done' };
    if (ports.clock.now().getTime() - started > patience) {
      return {
        kind: 'unfinished',
        why: `${amiss.length === 1 ? 'a rule' : `${amiss.length} rules`} of the load balancer ${amiss.length === 1 ? 'does' : 'do'} not do what the stack says; somebody changed it by hand`,
        left: amiss.map(({ text }) => text),
      };
    }
    await ports.clock.wait(pause, ports.signal);
  }
}
