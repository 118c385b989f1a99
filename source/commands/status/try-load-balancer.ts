import { probe } from '../../network/probe.ts';
import { loadBalancerName, type StackFacts } from '../../plan/facts.ts';
import type { LoadBalancerSeen } from '../../plan/status/facts.ts';
import type { ReadOptions } from '../facts/read-facts.ts';

/** Milliseconds. A closed security group drops what comes, so this is how long it takes to see that. */
const patience = 4_000;

/** Asks the load balancer by its own name, on both ports, past CloudFront; undefined where there is none. */
export async function tryLoadBalancer(
  stack: StackFacts,
  securityGroups: Promise<readonly string[]>,
  { connectTo, signal }: ReadOptions,
): Promise<LoadBalancerSeen | undefined> {
  const name = loadBalancerName(stack);
  if (name === undefined) return undefined;
  const ask = async (scheme: 'http' | 'https', port: number) => {
    const { status, error, milliseconds } = await probe({
      url: `${scheme}://${name}/`,
      ...(connectTo !== undefined && { connectTo }),
      signal,
      timeoutMilliseconds: patience,
    });
    if (status !== undefined) return [{ port, text: `${status} in ${milliseconds} ms` }];
    // Whoever shows a certificate, even one for another name, has let the request in.
    return /certificate/.test(error ?? '') ? [{ port, text: 'it shows its certificate' }] : [];
  };
  const answers = await Promise.all([ask('http', 80), ask('https', 443)]);
  return { name, answers: answers.flat(), securityGroups: await securityGroups };
}
