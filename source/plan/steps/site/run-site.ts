import { Cancelled } from '../../../errors.ts';
import type { StepState } from '../../../event.ts';
import type { PreparedDeploy } from '../../../site/deploy/prepare-deploy.ts';
import type { Performed } from '../../ports.ts';
import type { SiteDesired, SiteFacts } from '../../site/site-facts.ts';
import {
  planSite,
  type SiteFilesKnown,
  type SitePlan,
  type SiteStepId,
  siteStepSummary,
} from '../../site/site-plan.ts';
import type { SitePorts } from '../../site/site-ports.ts';
import { isBusy, wantedStack } from '../../site/wanted-stack.ts';
import { obtainCertificate } from '../certificate.ts';
import { performSiteAnswer, performSiteEdge, type SiteAnswer } from './site-edge.ts';
import { compareFilesAnew, type FilesOutcome, followInvalidation, performSiteFiles } from './site-files.ts';
import { performSiteName } from './site-name.ts';
import { followSiteStack, performSiteStack } from './site-stack.ts';
import { refuseLostDistribution } from './site-stack-failure.ts';

export interface SiteRun {
  readonly facts: SiteFacts;
  readonly files?: FilesOutcome;
  readonly answer?: SiteAnswer;
  /** Whether every edge has forgotten what it kept; undefined: there was nothing to forget. */
  readonly invalidated?: boolean;
  /** What is left, where the run could not come to its end. */
  readonly unfinished?: { readonly why: string; readonly left: readonly string[] };
  /** Steps that did something. */
  readonly did: readonly SiteStepId[];
}

export interface SiteStart {
  readonly facts: SiteFacts;
  readonly desired: SiteDesired;
  readonly plan: SitePlan;
  readonly known: SiteFilesKnown;
  /** Where there is a bucket already. */
  readonly prepared: PreparedDeploy | undefined;
}

/**
 * Brings a site into the world, or up to date: certificate, stack, files, edge, name, and a request to see it. Each step looks at what is
 * true by then, so that the same command goes on wherever an earlier one was stopped.
 */
export async function runSite(start: SiteStart, ports: SitePorts): Promise<SiteRun> {
  const run = new Run(start, ports);
  return run.all();
}

class Run {
  readonly #ports: SitePorts;
  readonly #desired: SiteDesired;
  readonly #did: SiteStepId[] = [];
  #plan: SitePlan;
  #facts: SiteFacts;
  readonly #start: SiteStart;

  constructor(start: SiteStart, ports: SitePorts) {
    this.#start = start;
    this.#facts = start.facts;
    this.#plan = start.plan;
    this.#desired = start.desired;
    this.#ports = ports;
  }

  async all(): Promise<SiteRun> {
    this.#tellPlan();
    const certificate = await this.#certificate();
    if (certificate.kind === 'unfinished') return this.#stopped(certificate);
    const stack = await this.#stack(certificate.arn);
    if (stack.kind === 'unfinished') return this.#stopped(stack);
    const files = await this.#files();
    const edge = await this.#step('edge', () => performSiteEdge(this.#facts, this.#ports));
    if (edge.kind === 'unfinished') return { ...this.#stopped(edge), ...(files && { files }) };
    const invalidated = await this.#invalidation(files?.invalidationId);
    const name = await this.#step('name', async () => {
      const named = await performSiteName(this.#facts, this.#ports);
      this.#facts = await this.#ports.readAgain();
      return named;
    });
    const answer = await this.#answer();
    return {
      facts: this.#facts,
      did: this.#did,
      ...(files !== undefined && { files }),
      ...(invalidated !== undefined && { invalidated }),
      ...(answer !== undefined && { answer }),
      ...(name.kind === 'unfinished' && { unfinished: name }),
    };
  }

  async #certificate(): Promise<
    { kind: 'known'; arn: string | undefined } | Extract<Performed, { kind: 'unfinished' }>
  > {
    const { certificate } = this.#desired;
    if (certificate !== 'request') return { kind: 'known', arn: certificate };
    const { application, environment, manifest, certificateRequest } = this.#facts;
    let arn = certificateRequest?.requested?.arn;
    const order = {
      step: 'certificate',
      names: manifest.alias === undefined ? [] : [manifest.alias],
      requested: certificateRequest?.requested,
      instead: certificateRequest?.instead ?? [],
      tags: { 'copilot-application': application.name, 'copilot-environment': environment.name },
      keep: async (made: string) => {
        arn = made;
      },
    };
    const ended = await this.#step('certificate', () => obtainCertificate(order, this.#ports));
    return ended.kind === 'unfinished' ? ended : { kind: 'known', arn };
  }

  async #stack(certificate: string | undefined): Promise<Performed> {
    const { stack } = this.#facts;
    if (stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS' && isBusy(stack.status)) {
      // Perhaps an earlier deploy of this site, perhaps somebody else's: it is waited for, and looked at again.
      const followed = await this.#step('stack', async () => {
        const ended = await followSiteStack(this.#facts, {}, this.#ports, stack.template);
        await this.#readAgain();
        return ended;
      });
      if (followed.kind === 'unfinished') return followed;
    }
    const wanted = wantedStack(this.#facts, certificate);
    if (wanted === undefined) return { kind: 'done' };
    return this.#step('stack', async () => {
      const made = await performSiteStack(wanted, this.#facts, this.#ports);
      await this.#readAgain();
      return made;
    });
  }

  async #files(): Promise<FilesOutcome | undefined> {
    const { plan, known, prepared } = this.#start;
    if (plan.steps.some(({ id, done }) => id === 'files' && done) && !known.unfinished) return undefined;
    let outcome: FilesOutcome | undefined;
    await this.#step('files', async () => {
      // While a stack is made, minutes pass, and people build again.
      const known = this.#did.includes('stack') ? undefined : prepared;
      const fresh = known ?? (await compareFilesAnew(this.#facts, this.#desired, this.#ports));
      outcome = await performSiteFiles(fresh, this.#facts, this.#desired, this.#ports);
      return { kind: 'done' };
    });
    return outcome;
  }

  /** Never a reason for a deploy to fail: the files are there, and the edge forgets by itself in time. */
  async #invalidation(id: string | undefined): Promise<boolean | undefined> {
    let forgotten: boolean | undefined;
    await this.#step('invalidation', async () => {
      if (id === undefined) return { kind: 'done' };
      forgotten = await followInvalidation(id, this.#facts, this.#ports).catch((error: unknown) => {
        if (error instanceof Cancelled || this.#ports.signal.aborted) throw error;
        return false;
      });
      return forgotten ? { kind: 'done' } : { kind: 'unfinished', why: `${id} goes on by itself`, left: [] };
    });
    return forgotten;
  }

  async #answer(): Promise<SiteAnswer | undefined> {
    let answer: SiteAnswer | undefined;
    await this.#step('answer', async () => {
      answer = await performSiteAnswer(this.#facts, this.#ports);
      if (answer !== undefined)
        this.#ports.emit({
          type: 'fact',
          name: 'answer',
          value: [answer.url, answer.text],
          text: `${answer.url}: ${answer.text}`,
        });
      return answer === undefined || answer.well
        ? { kind: 'done' }
        : { kind: 'unfinished', why: answer.text, left: [] };
    });
    return answer;
  }

  async #readAgain(): Promise<void> {
    this.#facts = await this.#ports.readAgain();
    refuseLostDistribution(this.#facts);
    this.#plan = planSite(this.#facts, this.#desired, this.#start.known);
  }

  #tellPlan(): void {
    this.#ports.emit({ type: 'plan', title: this.#plan.title, steps: this.#plan.steps.map(siteStepSummary) });
  }

  #stopped({ why, left }: Extract<Performed, { kind: 'unfinished' }>): SiteRun {
    return { facts: this.#facts, did: this.#did, unfinished: { why, left } };
  }

  /** Does a step that is in the plan and not done, and tells how it goes. */
  async #step(id: SiteStepId, perform: () => Promise<Performed>): Promise<Performed> {
    const step = this.#plan.steps.find((one) => one.id === id);
    if (step === undefined) return { kind: 'done' };
    const { title, summary } = step;
    const { emit, clock, signal } = this.#ports;
    // Whatever was done, the site itself is asked how it is.
    if (step.done && id !== 'answer') {
      // It came true by another step.
      if (!this.#start.plan.steps.some((one) => one.id === id && one.done))
        emit({ type: 'step', id, title, state: 'done', summary: step.whenDone });
      return { kind: 'done' };
    }
    const started = clock.now().getTime();
    const tell = (state: StepState, words: string) => {
      const took = state === 'under-way' ? {} : { milliseconds: clock.now().getTime() - started };
      emit({ type: 'step', id, title, state, summary: words, ...took });
    };
    tell('under-way', summary);
    this.#did.push(id);
    try {
      const ended = await perform();
      const { whenDone } = this.#plan.steps.find((one) => one.id === id) ?? step;
      tell(ended.kind === 'done' ? 'done' : 'waiting', ended.kind === 'done' ? whenDone : ended.why);
      return ended;
    } catch (error) {
      // Whoever leaves has stopped watching; what runs in AWS has not failed.
      if (!(error instanceof Cancelled) && !signal.aborted) tell('failed', summary);
      throw error;
    }
  }
}
