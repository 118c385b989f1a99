import { readDistribution } from '../../aws/cloudfront.ts';
import type { Connection } from '../../aws/connection.ts';
import { readLocation } from '../../copilot/bucket-location.ts';
import { UserError } from '../../errors.ts';
import { askBalancer } from '../../plan/edge-answers.ts';
import { type EdgeAnswer, type Facts, loadBalancerHasHttps, loadBalancerName } from '../../plan/facts.ts';
import { askableNames, namesToAnswer } from '../../plan/name-leads.ts';
import { readNames } from './read-edge.ts';
import type { OpenEnvironment, ReadOptions } from './read-facts.ts';
import { readStaticFiles } from './static-files.ts';

/** What the load balancer answers, from here, for the names that are to lead to it again. */
export async function readBalancerAnswers(
  facts: Facts,
  { connectTo, signal }: Pick<ReadOptions, 'connectTo' | 'signal'>,
): Promise<readonly EdgeAnswer[]> {
  const names = namesToAnswer(facts);
  const domainName = loadBalancerName(facts.stack);
  if (domainName === undefined)
    return names.map((name) => ({ name, well: false, text: 'the stack holds no load balancer' }));
  return askBalancer({ domainName, names, secure: loadBalancerHasHttps(facts), connectTo, signal });
}

/** Whether CloudFront still has the distribution that is taken down; asked only where its stack does not hold it any more. */
export async function withLeftBehind(
  caller: Connection,
  facts: Facts,
  id: string | undefined,
  { signal }: Pick<ReadOptions, 'signal'>,
): Promise<Facts> {
  if (id === undefined || facts.deployed.cdn.enabled) return facts;
  try {
    const { enabled } = await readDistribution(caller, id, signal);
    return { ...facts, leftBehind: { id, state: enabled ? 'enabled' : 'disabled' } };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'distribution-not-found') throw error;
    return { ...facts, leftBehind: { id, state: 'gone' } };
  }
}

/** Names that the distribution has beside those of services: of the static files, and what somebody added. They must not lead to it any more. */
async function withNamesOfDistribution(
  environment: OpenEnvironment,
  facts: Facts,
  read: ReadOptions,
): Promise<Facts> {
  const known = new Set(facts.names.map(({ name }) => name));
  const others = askableNames(facts.distribution?.aliases ?? []).filter((name) => !known.has(name));
  if (others.length === 0) return facts;
  const found = await readNames({
    ...environment,
    ...facts,
    ...read,
    names: others,
    domainName: Promise.resolve(facts.distribution?.domainName),
    holders: Promise.resolve(undefined),
  });
  return { ...facts, names: [...facts.names, ...found] };
}

/** The bucket behind the deployed static assets; one that cannot be looked at stays as it is. */
async function withStaticAssets(caller: Connection, facts: Facts, read: ReadOptions): Promise<Facts> {
  const { location = '', path, alias } = facts.deployed.cdn.staticAssets ?? {};
  const bucket = readLocation(location)?.bucket;
  if (bucket === undefined || path === undefined || alias === undefined) return facts;
  const wanted = { bucket, region: '', path, alias, make: false, close: false };
  try {
    return { ...facts, staticFiles: await readStaticFiles({ caller, facts, wanted, ...read }) };
  } catch (error) {
    if (error instanceof UserError) return facts;
    throw error;
  }
}

/** Everything that hangs on a CDN, to take it down. `distribution` is the one that an earlier run found. */
export async function readTakeDown(
  environment: OpenEnvironment,
  distribution: string | undefined,
  read: ReadOptions,
): Promise<Facts> {
  const { caller } = environment;
  const named = await withNamesOfDistribution(environment, environment.facts, read);
  const filed = await withStaticAssets(caller, named, read);
  return withLeftBehind(caller, filed, distribution, read);
}
