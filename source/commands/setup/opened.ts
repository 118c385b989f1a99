import type { Desired } from '../../plan/desired.ts';
import { uniqueNames } from '../../plan/facts.ts';
import type { Journal } from '../../plan/journal.ts';
import { readJournal } from '../../plan/journal-file.ts';
import type { Answers } from '../../wizard/conversation.ts';
import type { CertificatesKnown, SetupKnown } from '../../wizard/setup-known.ts';
import { readCertificates } from '../facts/certificates.ts';
import type { OpenApplication } from '../facts/open-application.ts';
import { type OpenEnvironment, openEnvironment, type ReadOptions } from '../facts/read-facts.ts';
import { readGrpcServices } from '../facts/read-manifests.ts';
import { readCertificateRequest } from '../facts/requested-certificate.ts';
import { refuseOtherRun } from '../other-run.ts';
import { nothingYet, setupKnown } from './known.ts';
import { withStaticFiles } from './static-desired.ts';
import { StaticReader } from './static-known.ts';

/** What a setup has opened so far: facts follow the answers, and certificates arrive while other questions are asked. */
export class Opened {
  readonly application: OpenApplication;
  readonly read: ReadOptions;
  environment: OpenEnvironment | undefined;
  journal: Journal | undefined;
  #certificates: CertificatesKnown = nothingYet;
  #complete: Promise<unknown> = Promise.resolve();
  #arrived: (() => void) | undefined;
  #static: StaticReader | undefined;

  constructor(application: OpenApplication, read: ReadOptions) {
    this.application = application;
    this.read = read;
  }

  /** Whether an answer names an environment that is not open yet. */
  wants(answers: Answers): string | undefined {
    const name = answers.environment;
    return name === this.environment?.facts.environment.name ? undefined : name;
  }

  /** Reads the environment; its certificates are asked for at once and awaited by whoever needs them. */
  async open(name: string): Promise<OpenEnvironment> {
    const { root } = this.application.workspace;
    const journal = await readJournal(root, name);
    // A workspace may have been pointed at another application since.
    this.journal = journal?.application === this.application.application.name ? journal : undefined;
    refuseOtherRun(this.journal, 'setup');
    const environment = await openEnvironment(this.application, name, this.read);
    this.environment = environment;
    this.#static = new StaticReader(this.application, environment, this.read.signal);
    this.#certificates = nothingYet;
    this.#complete = readCertificates(
      environment.caller,
      environment.record.region,
      uniqueNames(environment.facts.services),
      (known) => {
        if (this.environment !== environment) return;
        this.#certificates = known;
        this.#arrived?.();
      },
      this.read.signal,
    );
    this.#complete.catch(() => undefined);
    return environment;
  }

  known(): SetupKnown {
    const { journal } = this;
    const unfinished = journal && { since: ago(journal.startedAt), answers: journal.answers };
    return setupKnown(this.application, this.environment, {
      certificates: this.#certificates,
      staticFiles: this.#static?.known ?? {},
      ...(unfinished !== undefined && { unfinished }),
    });
  }

  /** What has to be read before the next question about static files, in words. */
  wantsForStatic(answers: Answers): string | undefined {
    return this.#static?.wants(answers);
  }

  /** @throws UserError `bucket-not-found`, `bucket-refused` */
  async readForStatic(answers: Answers): Promise<void> {
    await this.#static?.read(answers);
  }

  /** Waits until every certificate has arrived. */
  async complete(): Promise<void> {
    await this.#complete;
  }

  /** The environment and what is desired, with what has to be read for it: a certificate that is to be requested, a bucket. */
  async forDesired(
    environment: OpenEnvironment,
    desired: Desired,
  ): Promise<{ readonly environment: OpenEnvironment; readonly desired: Desired }> {
    const asked = await this.#withRequest(environment, desired);
    const served = await withoutGrpc(this.application, asked);
    return withStaticFiles(served, desired, this.read);
  }

  /** Waits for the list of certificates where there is one to look for. */
  async #withRequest(environment: OpenEnvironment, desired: Desired): Promise<OpenEnvironment> {
    if (desired.certificate !== 'request') return environment;
    await this.complete();
    const certificateRequest = await readCertificateRequest({
      caller: environment.caller,
      names: desired.certificateNames,
      listed: this.#certificates.ranked,
      noted: this.journal?.certificate,
      signal: this.read.signal,
    });
    return { ...environment, facts: { ...environment.facts, certificateRequest } };
  }

  onArrival(listener: (() => void) | undefined): void {
    this.#arrived = listener;
  }

  /** The answers to plan by: those of the earlier run when it goes on. */
  answers(given: Answers): Answers {
    return given.unfinished === 'go-on' && this.journal !== undefined ? this.journal.answers : given;
  }

  goesOn(given: Answers): boolean {
    return given.unfinished === 'go-on' && this.journal !== undefined;
  }
}

/** Names of services that speak gRPC only are none that visitors reach through CloudFront. */
async function withoutGrpc(opened: OpenApplication, environment: OpenEnvironment): Promise<OpenEnvironment> {
  const { facts } = environment;
  const grpc = new Set(await readGrpcServices(opened, facts));
  if (grpc.size === 0) return environment;
  const served = new Set(uniqueNames(facts.services.filter(({ name }) => !grpc.has(name))));
  return { ...environment, facts: { ...facts, names: facts.names.filter(({ name }) => served.has(name)) } };
}

/** "12 minutes ago": when an earlier run began. */
function ago(startedAt: string): string {
  const minutes = Math.round((Date.now() - Date.parse(startedAt)) / 60_000);
  if (minutes < 2) return 'a moment ago';
  if (minutes < 120) return `${minutes} minutes ago`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} hours ago`;
  return `${Math.round(minutes / 1440)} days ago`;
}
