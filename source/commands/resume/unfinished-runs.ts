import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { agoInWords } from '../../cdn/ago-in-words.ts';
import { findWorkspace } from '../../copilot/workspace.ts';
import { UserError } from '../../errors.ts';
import type { Journal } from '../../plan/journal.ts';
import { journalName, journalPath, readJournal } from '../../plan/journal-file.ts';
import { workspaceFolder } from '../facts/open-application.ts';
import type { CommonOptions } from '../options.ts';

/** A run of this program that did not come to its end: one an environment, and one a static site in it. */
export interface UnfinishedRun {
  /** Of its journal. */
  readonly name: string;
  readonly environment: string;
  readonly service?: string;
  readonly command: Journal['command'];
  /** "began 12 minutes ago" */
  readonly since: string;
  /** "deploying shop-prod": where it stopped, as far as its journal tells. */
  readonly at: string;
}

/**
 * The runs of this workspace's application, those that began last first.
 * @throws UserError `no-workspace`, `journal-unreadable`
 */
export async function unfinishedRuns(options: CommonOptions, now: Date): Promise<readonly UnfinishedRun[]> {
  const { root, application } = await findWorkspace(workspaceFolder(options));
  const folder = dirname(journalPath(root, 'any'));
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .filter((name) => options.env === undefined || name.split('.')[0] === options.env);
  const journals = await Promise.all(names.map((name) => readJournal(root, name)));
  return (
    journals
      .filter((journal) => journal !== undefined)
      // A workspace may have been pointed at another application since.
      .filter((journal) => journal.application === (options.app ?? application))
      .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1))
      .map((journal) => ({
        name: journalName(journal),
        environment: journal.environment,
        ...(journal.service !== undefined && { service: journal.service }),
        command: journal.command,
        since: `began ${agoInWords(new Date(journal.startedAt), now)} ago`,
        at: whereItStopped(journal),
      }))
  );
}

/** Only what runs now, or would: what is done is read from the world. */
export function whereItStopped({ operation, manifestEdit, namesMove, services = {} }: Journal): string {
  const own = Object.values(services).flatMap((service) => service.operation?.stack ?? []);
  const stacks = [...(operation === undefined ? [] : [operation.stack]), ...own];
  if (stacks.length > 0) return `deploying ${stacks.join(', ')}`;
  const edited = manifestEdit ?? Object.values(services).find((one) => one.manifestEdit)?.manifestEdit;
  if (edited !== undefined) return `${edited.path} is written, not deployed`;
  if (namesMove !== undefined)
    return namesMove.state === 'out' ? 'the names have moved' : 'the names are moving';
  return 'between two steps';
}

/** "prod: copilot-cdn off, began 12 minutes ago, deploying shop-prod" */
export function runInWords(run: UnfinishedRun): string {
  return `${run.environment}: ${commandOf(run)}, ${run.since}, ${run.at}`;
}

/** `copilot-cdn site deploy docs` */
export function commandOf({ command, service }: UnfinishedRun): string {
  return `copilot-cdn ${command}${service === undefined ? '' : ` ${service}`}`;
}

/** @throws UserError `several-unfinished` */
export function refuseSeveral(runs: readonly UnfinishedRun[]): void {
  if (runs.length <= 1) return;
  throw new UserError({
    code: 'several-unfinished',
    message: `${runs.length} runs are unfinished: ${runs.map(({ name }) => name).join(', ')}.`,
    next: runs.map((run) =>
      run.service === undefined
        ? `copilot-cdn resume --env ${run.environment}`
        : `${commandOf(run)} --env ${run.environment}`,
    ),
    details: runs.map(runInWords),
  });
}
