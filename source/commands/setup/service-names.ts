import { join } from 'node:path';
import { fingerprint, writeFileSafely } from '../../copilot/safe-write.ts';
import { nameService } from '../../copilot/service-manifest/name-service.ts';
import { Cancelled, type ExitCode, exitCode } from '../../errors.ts';
import type { Emit, FileChange } from '../../event.ts';
import { fileChange } from '../../plan/file-change.ts';
import type { Answers } from '../../wizard/conversation.ts';
import type { ChoiceQuestion, PastAnswer } from '../../wizard/question.ts';
import type { ReviewRow } from '../../wizard/screen.ts';
import type { NamelessService } from '../facts/nameless-services.ts';
import type { OpenEnvironment } from '../facts/read-facts.ts';
import type { SetupOptions } from '../options.ts';
import type { TerminalWork } from '../terminal.ts';
import { tellStopped } from './outcome.ts';

export interface NamedManifest {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly change: FileChange;
}

/**
 * The manifests with the default names of their services in them; those that say a name already stay as they are.
 * @throws UserError `cannot-edit-safely`
 */
function nameServices(nameless: readonly NamelessService[], environment: string): readonly NamedManifest[] {
  return nameless.flatMap(({ defaultName, manifest }) => {
    if (manifest === undefined || manifest.aliases.length > 0) return [];
    const { path, text } = manifest;
    const after = nameService(text, { environment, alias: defaultName, file: path });
    return [{ path, before: text, after, change: fileChange(path, text, after) }];
  });
}

/** @throws UserError `file-changed`, `file-not-written` */
async function writeNames(root: string, manifests: readonly NamedManifest[], emit: Emit): Promise<void> {
  for (const { path, before, after, change } of manifests) {
    emit({ type: 'change', step: 'service-names', ...change });
    await writeFileSafely(join(root, path), after, fingerprint(Buffer.from(before, 'utf8')));
  }
}

/**
 * Whether nothing else can be done before services are deployed: names are to be written now, or wait in the manifests. Undefined: the
 * setup goes on.
 */
export function namingFirst(
  { facts, nameless }: OpenEnvironment,
  answers: Answers,
): readonly NamedManifest[] | undefined {
  if (nameless.length === 0 || answers.cdn === 'no') return undefined;
  if (answers['service-names'] === 'write') return nameServices(nameless, facts.environment.name);
  return nameless.every(({ manifest }) => (manifest?.aliases ?? []).length > 0) ? [] : undefined;
}

/** Without a person: writes, unless that is only to be shown, and tells what comes next. */
export async function nameInLines(
  {
    command,
    options,
    emit,
  }: { readonly command: string; readonly options: SetupOptions; readonly emit: Emit },
  environment: OpenEnvironment,
  manifests: readonly NamedManifest[],
): Promise<ExitCode> {
  const { facts, nameless } = environment;
  if (options.dryRun === true) {
    for (const { change } of manifests) emit({ type: 'change', step: 'service-names', ...change });
    return tellStopped(
      command,
      { summary: 'This is what would be written, before anything else. Nothing was.' },
      emit,
    );
  }
  await writeNames(facts.workspace.root, manifests, emit);
  const told = { nameless, environment: facts.environment.name, written: manifests };
  return tellServicesToDeploy(command, told, emit);
}

/** The manifests as they would be, on the review's page; undefined: the person wants to go back. */
export async function nameInTerminal(
  { stage, header, command, emit, options }: TerminalWork<SetupOptions>,
  environment: OpenEnvironment,
  manifests: readonly NamedManifest[],
  past: readonly PastAnswer[],
): Promise<ExitCode | undefined> {
  const asked = manifests.length > 0 && options.yes !== true;
  if (asked) {
    stage.show({ kind: 'review', header: header(), past, rows: manifests.map(row), checks: [], question });
    const given = await stage.next();
    if (given.type === 'back') return undefined;
    if (given.type === 'leave') throw new Cancelled('Nothing was changed.');
  }
  return nameInLines({ command, options, emit }, environment, manifests);
}

function row({ path, change }: NamedManifest): ReviewRow {
  return {
    title: 'Manifest',
    target: path,
    summary: `+${change.added} −${change.removed}`,
    why: 'With http.alias, the environment’s stack holds the record and can lead it to CloudFront.',
    changes: [change],
  };
}

const question: ChoiceQuestion = {
  id: 'write-names',
  kind: 'choice',
  text: 'Shall this be written?',
  choices: [{ value: 'write', label: 'Write it', columns: ['nothing is deployed'] }],
  recommended: 'write',
  explanation: [
    'Only these files are written.',
    'The services get their names with their next deployment, by Copilot or your pipeline.',
    'After that, copilot-cdn setup goes on.',
  ],
};

/** The names reach the environment's stack with the next deployment of each service, which builds an image: not ours to do. */
function tellServicesToDeploy(
  command: string,
  told: {
    readonly nameless: readonly NamelessService[];
    readonly environment: string;
    readonly written: readonly NamedManifest[];
  },
  emit: Emit,
): ExitCode {
  const { nameless, environment, written } = told;
  const many = nameless.length === 1 ? `${nameless[0]?.name} has` : `${nameless.length} services have`;
  emit({
    type: 'result',
    command,
    ok: false,
    exitCode: exitCode.unfinished,
    summary:
      written.length > 0
        ? `${written.length === 1 ? 'The name is' : `${written.length} names are`} written; ${many} to be deployed before CloudFront can answer for ${nameless.length === 1 ? 'it' : 'them'}.`
        : `${many} to be deployed before CloudFront can answer for ${nameless.length === 1 ? 'its name' : 'their names'}.`,
    changed: written.length > 0,
    left: nameless.flatMap(({ name, defaultName, manifest }) => [
      ...(manifest === undefined ? [`Add alias: ${defaultName} under http: in the manifest of ${name}`] : []),
      `copilot svc deploy --name ${name} --env ${environment}   (or your pipeline)`,
    ]),
    next: [`then: copilot-cdn setup --env ${environment}`],
  });
  return exitCode.unfinished;
}
