import type { Emit } from '../../event.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Journal } from '../../plan/journal.ts';
import type { Planner } from '../../plan/runner.ts';
import type { Plan } from '../../plan/step.ts';
import type { Answers } from '../../wizard/conversation.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import type { OpenEnvironment, ReadOptions } from '../facts/read-facts.ts';
import type { CommonOptions } from '../options.ts';
import type { PlannedOutcome } from './outcome.ts';
import type { Way } from './watch-site.ts';

export interface PlannedOptions extends CommonOptions {
  /** `--no-probe` gives false. */
  readonly probe?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** A command that works on one environment by a plan, and asks for nothing but which environment and whether it shall be done. */
export interface PlannedCommand {
  readonly name: Exclude<Journal['command'], 'setup' | 'site deploy'>;
  /** "its stack, its services, the load balancer's rules": what is read before there is a plan. */
  readonly reads: string;
  /** It can work on a distribution that somebody deleted past its stack. */
  readonly mayBeGone?: true;
  /** Reads an environment, and plans. */
  readonly open: (opened: OpenApplication, environment: string, given: OpenGiven) => Promise<PlannedWork>;
}

export interface OpenGiven {
  /** Whoever resumes wants what was wanted before. */
  readonly resumes: boolean;
  readonly read: ReadOptions;
  readonly emit: Emit;
}

/** An environment with everything that matters to the command. */
export interface PlannedWork {
  readonly opened: OpenApplication;
  readonly environment: OpenEnvironment;
  readonly facts: Facts;
  readonly plan: Plan;
  readonly planFor: Planner;
  /** Of a run that is unfinished. */
  readonly journal: Journal | undefined;
  /** What the world could not tell whoever goes on. */
  readonly answers: Answers;
  /** How visitors come to the site, by what is true by then. */
  readonly waysTo: (facts: Facts) => readonly Way[];
  /** The command that goes back, for a site that answers worse than before. */
  readonly goBack: string;
  /** Behind `?` of the review: why this order. */
  readonly whyThisOrder: string;
  readonly outcome: PlannedOutcome;
}
