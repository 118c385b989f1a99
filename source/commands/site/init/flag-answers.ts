import { isAbsolute, relative, resolve, sep } from 'node:path';
import { UserError } from '../../../errors.ts';
import { lookAt } from '../../../site/disk/found.ts';
import type { FilesEntry } from '../../../site/site-file.ts';
import { encodeAnswer } from '../../../site/tree/answer.ts';
import type { Answers } from '../../../wizard/conversation.ts';
import { answerFromFlags } from '../../../wizard/flag-answers.ts';
import type { Question } from '../../../wizard/question.ts';
import { noAlias, typeAlias } from '../../../wizard/site/alias-questions.ts';
import type { SiteInitOptions } from '../../options.ts';
import type { OpenInit } from './open-init.ts';

/**
 * Flags as answers, by question id.
 * @throws UserError `certificate-without-alias`, `answer-not-possible` for files that are not there
 */
export function answersFromFlags(
  options: SiteInitOptions,
  { workspace, builds }: Pick<OpenInit, 'workspace' | 'builds'>,
): Answers {
  const { name, env, alias, certificate, routing, exclude = [] } = options;
  if (alias === false && certificate !== undefined && certificate !== 'none') throw certificateAlone();
  const [build] = builds;
  const isBuild = build !== undefined && options.yes === true && exclude.length > 0;
  const paths = options.files ?? (isBuild ? [build] : undefined);
  return {
    ...(name !== undefined && { name }),
    ...(env !== undefined && { environment: env }),
    ...(paths !== undefined && {
      files: encodeAnswer({ entries: paths.map((path) => entryOf(workspace.root, path, exclude)) }),
    }),
    ...(alias !== undefined && { alias: alias === false ? noAlias : alias, 'alias-typed': alias || '' }),
    ...(certificate !== undefined && { certificate, 'certificate-arn': certificate }),
    ...(routing !== undefined && { routing }),
  };
}

/** What a list does not offer is typed. */
export function flaggedAnswer(flags: Answers, question: Question): string | undefined {
  const given = flags[question.id];
  if (question.id !== 'alias' || given === undefined || question.kind !== 'choice')
    return answerFromFlags(flags, question);
  return question.choices.some(({ value }) => value === given) ? given : typeAlias;
}

/** A path as people type it, `dist/` or `.\\dist`, as the manifest has it. */
function entryOf(root: string, path: string, exclude: readonly string[]): FilesEntry {
  const absolute = isAbsolute(path) ? path : resolve(root, path);
  const source = relative(root, absolute).split(sep).join('/') || './';
  const found = lookAt(absolute);
  if (found === 'missing') throw notThere(root, path);
  const isFolder = typeof found !== 'string' && found.stats.isDirectory();
  return { source, destination: '', recursive: isFolder, exclude: isFolder ? exclude : [], reinclude: [] };
}

function notThere(root: string, path: string): UserError {
  return new UserError({
    code: 'answer-not-possible',
    message: `--files ${path}: it is not there. Paths are relative to ${root}.`,
    next: ['Build the site first, where a build makes the files'],
  });
}

function certificateAlone(): UserError {
  return new UserError({
    code: 'certificate-without-alias',
    message: 'A certificate is for a name of its own, and --no-alias gives the site none.',
    next: ['Leave one of the two out'],
  });
}
