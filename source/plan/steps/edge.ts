import { readDistribution } from '../../aws/cloudfront.ts';
import { UserError } from '../../errors.ts';
import { askEdge } from '../edge-answers.ts';
import { type EdgeAnswer, type Facts, uniqueNames } from '../facts.ts';
import type { Performed, Ports } from '../ports.ts';
import type { EdgeStep } from '../step.ts';
import { namesOutside } from '../tls-facts.ts';

/** How long a distribution may take to answer after it is deployed, in milliseconds. */
const patience = 5 * 60_000;

/** In milliseconds; CloudFront speaks of 5 to 10 minutes, and 35 have been seen. */
const longestWait = 45 * 60_000;

/**
 * Waits until the distribution is at the edge and answers for every name. CloudFront calls it `Deployed` when every edge has
 * it; that takes minutes after CloudFormation is done (AWS speaks of 5 to 10).
 */
export async function performEdge(step: EdgeStep, facts: Facts, ports: Ports): Promise<Performed> {
  const id = facts.distribution?.id;
  if (id === undefined) {
    throw new UserError({
      code: 'distribution-missing',
      message: `${facts.stack.name} holds no CloudFront distribution, although it was deployed.`,
      next: ['copilot-cdn resume looks again and goes on'],
    });
  }
  const domainName = await untilDeployed(id, ports);
  if (domainName === undefined) {
    return { kind: 'unfinished', why: `CloudFront is still bringing ${id} to the edge`, left: [] };
  }
  if (step.onlyWaits) return { kind: 'done' };
  const outside = namesOutside(facts.tls);
  // A name that only static files have is none that the load balancer answers for.
  const ofServices = new Set(uniqueNames(facts.services));
  const names = facts.names
    .map(({ name }) => name)
    .filter((name) => ofServices.has(name) && !outside.has(name));
  const answers = await untilAnswering(domainName, names, ports);
  for (const answer of answers) {
    ports.emit({
      type: 'fact',
      name: 'edge-answer',
      value: [answer.name, answer.text],
      text: `${answer.name} at the edge: ${answer.text}`,
    });
  }
  const ill = answers.filter((answer) => !answer.well);
  if (ill.length === 0) return { kind: 'done' };
  return {
    kind: 'unfinished',
    why: `the distribution is deployed, but does not answer well for ${ill.length === 1 ? ill[0]?.name : `${ill.length} names`}`,
    left: ill.map((answer) => `${answer.name}: ${answer.text}`),
  };
}

/** Undefined when CloudFront takes longer than anybody would watch. */
export async function untilDeployed(
  id: string,
  ports: Pick<Ports, 'caller' | 'clock' | 'signal'>,
): Promise<string | undefined> {
  const started = ports.clock.now().getTime();
  for (let pause = 1_000; ; pause = Math.min(pause * 1.5, 10_000)) {
    const distribution = await readDistribution(ports.caller, id, ports.signal);
    if (distribution.status === 'Deployed') return distribution.domainName;
    if (ports.clock.now().getTime() - started > longestWait) return undefined;
    await ports.clock.wait(pause, ports.signal);
  }
}

async function untilAnswering(
  domainName: string,
  names: readonly string[],
  ports: Ports,
): Promise<readonly EdgeAnswer[]> {
  const started = ports.clock.now().getTime();
  for (let pause = 1_000; ; pause = Math.min(pause * 2, 15_000)) {
    const answers = await askEdge({
      domainName,
      names,
      secure: true,
      connectTo: ports.connectTo,
      signal: ports.signal,
    });
    const late = ports.clock.now().getTime() - started > patience;
    if (late || answers.every((answer) => answer.well)) return answers;
    await ports.clock.wait(pause, ports.signal);
  }
}
