import { afterEach } from 'vitest';
import { builtProgram } from '../../support/run.ts';
import {
  closeTerminals,
  type LaunchOptions,
  launch,
  launchProgram,
  type Terminal,
} from '../../support/terminal.ts';
import type { Shop } from '../shop.ts';

afterEach(closeTerminals);

/** A person's terminal in the shop's workspace, with the program started in it. */
export function openTerminal(shop: Shop, args: readonly string[], options: LaunchOptions = {}): Terminal {
  return launchProgram(args, {
    cwd: shop.workspace,
    ...options,
    env: { ...shop.variables, ...options.env },
  });
}

/** The same in a terminal that can only write lines. A pseudo-terminal sets TERM itself, so it is set behind it. */
export function openDumb(shop: Shop, args: readonly string[]): Terminal {
  return launch('env', ['TERM=dumb', process.execPath, builtProgram, ...args], {
    cwd: shop.workspace,
    env: shop.variables,
  });
}

/** Where the person is asked something, in the order of a fresh setup. */
export const questions = {
  cdn: 'Put CloudFront in front of prod?',
  certificate: '❯ *.example.com',
  files: 'Serve files from S3 as well?',
  ingress: /Who may reach the load balancer/,
  review: 'Shall this be done?',
  deployment: 'Make these changes to shop-prod?',
  names: /Let 2 names lead to CloudFront now\?/,
} as const;

/** Takes the preselected answer to each question up to the review, and waits for it. */
export async function answerToReview(terminal: Terminal): Promise<void> {
  for (const question of [questions.cdn, questions.certificate, questions.files, questions.ingress]) {
    await terminal.waitFor(question);
    terminal.press('enter');
  }
  await terminal.waitFor(questions.review);
}

/** As far as the first deployment's consent, given. */
export async function startUpdate(terminal: Terminal): Promise<void> {
  await answerToReview(terminal);
  terminal.press('enter');
  await terminal.waitFor(questions.deployment);
  terminal.press('enter');
}

/** Until the update of the stack shows its resources. */
export async function updateRuns(terminal: Terminal): Promise<void> {
  await terminal.waitFor(/\d of \d done/);
}
