import { readLocation } from '../../copilot/bucket-location.ts';
import { UserError } from '../../errors.ts';
import type { Desired } from '../../plan/desired.ts';
import { readNameHolders, readNames } from '../facts/read-edge.ts';
import type { OpenEnvironment, ReadOptions } from '../facts/read-facts.ts';
import { readStaticFiles } from '../facts/static-files.ts';

/**
 * Fills in where the bucket is, reads it, and where its name leads if that is none of the site's already.
 * @throws UserError `bucket-not-found`, `bucket-refused`
 */
export async function withStaticFiles(
  environment: OpenEnvironment,
  desired: Desired,
  read: ReadOptions,
): Promise<{ readonly environment: OpenEnvironment; readonly desired: Desired }> {
  const { staticAssets } = desired;
  if (staticAssets === undefined) return keptStaticFiles(environment, desired, read);
  if (staticAssets === null) return { environment, desired };
  const { caller, facts } = environment;
  const wanted = staticAssets;
  const names = facts.names.some(({ name }) => name === wanted.alias)
    ? facts.names
    : [...facts.names, ...(await readAlias(environment, wanted.alias, read))];
  const staticFiles = await readStaticFiles({ caller, facts, wanted, ...read });
  return {
    environment: { ...environment, facts: { ...facts, names, staticFiles } },
    desired: { ...desired, staticAssets: staticFiles.wanted },
  };
}

/**
 * Those that stay as they are deployed are looked after as well: somebody may have taken the bucket's policy away. Where they cannot be
 * looked at, they simply stay.
 */
async function keptStaticFiles(
  environment: OpenEnvironment,
  desired: Desired,
  read: ReadOptions,
): Promise<{ readonly environment: OpenEnvironment; readonly desired: Desired }> {
  const { location = '', path, alias } = environment.facts.deployed.cdn.staticAssets ?? {};
  const bucket = readLocation(location)?.bucket;
  if (!desired.cdn || bucket === undefined || path === undefined || alias === undefined)
    return { environment, desired };
  const kept = { bucket, region: '', path, alias, make: false, close: false };
  try {
    const found = await withStaticFiles(environment, { ...desired, staticAssets: kept }, read);
    return found.environment.facts.staticFiles?.bucket?.policy.known === true
      ? found
      : { environment, desired };
  } catch (error) {
    if (error instanceof UserError) return { environment, desired };
    throw error;
  }
}

function readAlias(environment: OpenEnvironment, alias: string, read: ReadOptions) {
  const { caller, facts } = environment;
  return readNames({
    ...environment,
    ...facts,
    ...read,
    names: [alias],
    domainName: Promise.resolve(facts.distribution?.domainName),
    holders: readNameHolders(caller, [alias], read.signal),
  });
}
