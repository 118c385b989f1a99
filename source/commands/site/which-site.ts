import { nearest } from '../../copilot/nearest.ts';
import { staticSite } from '../../copilot/static-site-manifest/read.ts';
import { workloadsWithManifest } from '../../copilot/workspace.ts';
import { UserError } from '../../errors.ts';
import type { ChoiceQuestion } from '../../wizard/question.ts';
import type { OpenApplication } from '../facts/open-application.ts';

/** Asks a person; absent where there is none. */
export type Ask = (question: ChoiceQuestion) => Promise<string>;

export interface Which {
  readonly service: string;
  readonly environment: string;
}

/**
 * Which site in which environment: what was given, else the only one, else the answer of a person.
 * @throws UserError `no-sites`, `site-not-found`, `answer-missing`
 */
export async function whichSite(
  opened: OpenApplication,
  given: { readonly service?: string | undefined; readonly environment?: string | undefined },
  ask: Ask | undefined,
): Promise<Which> {
  const workloads = await workloadsWithManifest(opened.workspace);
  const sites = workloads.flatMap(({ name, type }) => (type === staticSite ? [name] : []));
  if (given.service !== undefined && !sites.includes(given.service)) throw notFound(given.service, sites);
  if (sites.length === 0) throw noSites();
  const service =
    given.service ?? (await only('site', 'Which site?', 'NAME', sites, ask, opened.application.name));
  const environments = opened.environments.map(({ name }) => name);
  const environment =
    given.environment ??
    (await only(
      'environment',
      `To which environment?`,
      '--env NAME',
      environments,
      ask,
      opened.application.name,
    ));
  return { service, environment };
}

async function only(
  id: string,
  text: string,
  flag: string,
  names: readonly string[],
  ask: Ask | undefined,
  application: string,
): Promise<string> {
  const [first] = names;
  if (first !== undefined && names.length === 1) return first;
  if (ask === undefined) {
    throw new UserError({
      code: 'answer-missing',
      message: `${text} ${application} has ${names.length}: ${names.join(', ')}.`,
      next: names.map((name) => flag.replace('NAME', name)),
    });
  }
  return ask({
    id,
    kind: 'choice',
    text,
    choices: names.map((value) => ({ value, label: value })),
    filter: true,
    explanation: [
      'A static site is a service of the type Static Site, with a manifest in the folder copilot/.',
      'Each environment has its own copy of it: a bucket, a distribution, an address.',
      'Named on the command line, it is not asked about.',
    ],
  });
}

function notFound(name: string, sites: readonly string[]): UserError {
  const [meant] = nearest(name, sites);
  return new UserError({
    code: 'site-not-found',
    message: `There is no static site ${name} in this workspace.${sites.length === 0 ? '' : ` There is: ${sites.join(', ')}.`}`,
    next: [
      ...(meant === undefined ? [] : [`Perhaps ${meant} is meant`]),
      `See whether copilot/${name}/manifest.yml is there, with type: Static Site`,
    ],
  });
}

function noSites(): UserError {
  return new UserError({
    code: 'no-sites',
    message:
      'There is no static site in this workspace: no manifest below copilot/ has the type Static Site.',
    next: ['copilot-cdn site init', 'Or name the workspace that has one: --workspace DIR'],
  });
}
