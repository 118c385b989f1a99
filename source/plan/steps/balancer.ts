import type { Facts } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import type { BalancerStep } from '../step.ts';

/** How long a load balancer that was just opened may take to answer, in milliseconds: security groups take seconds. */
const patience = 10_000;

/** Asks the load balancer itself for every name that is to lead to it, over HTTPS where visitors come by that. */
export async function performBalancer(_step: BalancerStep, facts: Facts, ports: Ports): Promise<Performed> {
  const unmet = await balancerUnmet(facts, ports, (text, name) =>
    ports.emit({
      type: 'fact',
      name: 'load-balancer-answer',
      value: [name, text],
      text: `${name} at the load balancer: ${text}`,
    }),
  );
  return unmet ?? { kind: 'done' };
}

/** Undefined when it answers well for all of them. A name that leads where nobody answers is a site that is down. */
export async function balancerUnmet(
  facts: Facts,
  ports: Ports,
  tell: (text: string, name: string) => void = () => undefined,
): Promise<Performed | undefined> {
  const started = ports.clock.now().getTime();
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 10_000)) {
    const { balancerAnswers = [] } = await ports.refresh(facts, 'balancer');
    const ill = balancerAnswers.filter((answer) => !answer.well);
    const late = ports.clock.now().getTime() - started > patience;
    if (ill.length === 0 || late) {
      for (const { name, text } of balancerAnswers) tell(text, name);
      if (ill.length === 0) return undefined;
      return {
        kind: 'unfinished',
        why: `the load balancer does not answer well for ${ill.length === 1 ? ill[0]?.name : `${ill.length} names`}, so ${ill.length === 1 ? 'it stays' : 'they stay'} with the distribution`,
        left: ill.map(({ name, text }) => `${name} at the load balancer: ${text}`),
      };
    }
    await ports.clock.wait(pause, ports.signal);
  }
}
