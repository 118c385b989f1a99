import { onTestFinished } from 'vitest';
import { findBuilds } from '../../../source/site/disk/find-builds.ts';
import { decodeAnswer, type FilesAnswer } from '../../../source/site/tree/answer.ts';
import { runApp } from '../../../source/ui/render.tsx';
import type { FilesQuestion } from '../../../source/wizard/question.ts';
import { temporaryFolder } from '../../copilot/temporary-folder.ts';
import { treeOf } from '../../site/tree/whole-tree.ts';
import * as fixtures from '../fixtures.ts';
import { FakeTerminal } from '../terminal.ts';

/** What a workspace looks like before it has a static site. */
export const workspace: Readonly<Record<string, string>> = {
  '.gitignore': 'dist/\nnode_modules/\n',
  '.env': 'KEY=1',
  'copilot/.workspace': 'application: shop',
  'dist/index.html': '<h1>',
  'dist/about.html': '<h1>',
  'dist/assets/app.js': 'x'.repeat(2_000),
  'dist/assets/app.css': 'x'.repeat(300),
  'docs/guide.md': 'words',
  'docs/.htpasswd': 'somebody',
  'node_modules/left/index.js': '',
  'index.html': '<h1>',
};

/** The picker on a folder with these files, as a person sees it. */
export async function startPicker(
  files: Readonly<Record<string, string>>,
  options: {
    columns?: number;
    rows?: number;
    ascii?: boolean;
    previous?: string;
    screenReader?: boolean;
  } = {},
) {
  const root = await temporaryFolder(files);
  const question: FilesQuestion = {
    kind: 'files',
    id: 'files',
    text: 'Which files make the site?',
    explanation: ['What is chosen goes to the bucket.'],
    tree: await treeOf(root),
    builds: await findBuilds(root),
    ...(options.previous !== undefined && { previous: options.previous }),
  };
  const terminal = new FakeTerminal(options.columns, options.rows);
  const conversation = fixtures.scriptedConversation({
    kind: 'question',
    canGoBack: true,
    header: { application: 'shop', account: '111122223333', region: 'us-west-2' },
    past: [{ questionId: 'name', label: 'Name', text: 'docs' }],
    question,
  });
  const ended = runApp(conversation, {
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    colour: false,
    ascii: options.ascii ?? false,
    screenReader: options.screenReader ?? false,
    clock: { now: () => fixtures.start },
  });
  onTestFinished(async () => {
    conversation.show(fixtures.endScreen);
    await ended;
  });
  const answered = async (): Promise<FilesAnswer> => {
    await terminal.waitFor(() => conversation.commands.length > 0);
    const [command] = conversation.commands;
    if (command?.type !== 'answer') throw new Error('It was not answered.');
    return decodeAnswer(command.value);
  };
  return { terminal, conversation, answered, root };
}
