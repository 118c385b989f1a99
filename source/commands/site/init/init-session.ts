import { UserError } from '../../../errors.ts';
import { collectFiles } from '../../../site/disk/collect-files.ts';
import { selectFiles } from '../../../site/disk/select-files.ts';
import { decodeAnswer } from '../../../site/tree/answer.ts';
import type { Answers } from '../../../wizard/conversation.ts';
import type { CertificatesKnown } from '../../../wizard/setup-known.ts';
import { aliasIn } from '../../../wizard/site/alias-questions.ts';
import type { SiteKnown } from '../../../wizard/site/site-known.ts';
import { readCertificates } from '../../facts/certificates.ts';
import { readNeededNames } from '../../facts/needed-names.ts';
import type { SiteInitOptions } from '../../options.ts';
import { type OpenInit, takenNames } from './open-init.ts';
import { proposedName } from './proposed-name.ts';

const unasked: CertificatesKnown = {
  pending: false,
  ranked: [],
  elsewhere: [],
  failure: 'AWS could not be asked for certificates.',
};

/** What is known while a site is talked about: it grows with the answers. */
export class InitSession {
  readonly open: OpenInit;
  readonly #options: SiteInitOptions;
  readonly #signal: AbortSignal;
  #files: { readonly answer: string; readonly keys: readonly string[] } | undefined;
  #names: { readonly environment: string; readonly names: readonly string[] } | undefined;
  #certificates:
    | { readonly alias: string; known: CertificatesKnown; readonly complete: Promise<unknown> }
    | undefined;
  #arrived: (() => void) | undefined;

  constructor(open: OpenInit, options: SiteInitOptions, signal: AbortSignal) {
    this.open = open;
    this.#options = options;
    this.#signal = signal;
  }

  known(): SiteKnown {
    const { application, environments, tree, builds, opened } = this.open;
    const { domain } = opened?.application ?? {};
    const taken = takenNames(this.open);
    const name = proposedName(this.open, taken);
    return {
      application,
      environments,
      tree,
      builds,
      taken,
      ...(domain !== undefined && { domain }),
      ...(name !== undefined && { proposedName: name }),
      ...(opened !== undefined && { account: opened.environmentIdentity.account }),
      ...(this.#files !== undefined && { keys: this.#files.keys }),
      names: this.#names?.names ?? [],
      certificates: this.#certificates?.known ?? unasked,
      withoutAlias: this.#options.alias === false,
    };
  }

  /** What has to be read before the next question, in words; undefined: nothing. */
  wants(answers: Answers): string | undefined {
    if (answers.files !== undefined && answers.files !== this.#files?.answer) return 'Looking at the files';
    if (this.#wantedNames(answers) !== undefined) return 'Reading the names of the services';
    return undefined;
  }

  /** @throws UserError `files-refused`, `no-files` */
  async read(answers: Answers): Promise<void> {
    await this.#readFiles(answers.files);
    const environment = this.#wantedNames(answers);
    if (environment !== undefined) this.#names = { environment, names: await this.#namesOf(environment) };
    this.#askCertificates(aliasIn(answers));
  }

  /** Waits until every certificate has arrived. */
  async complete(): Promise<void> {
    await this.#certificates?.complete;
  }

  onArrival(listener: (() => void) | undefined): void {
    this.#arrived = listener;
  }

  async #readFiles(answer: string | undefined): Promise<void> {
    if (answer === undefined || answer === this.#files?.answer) return;
    const { root } = this.open.workspace;
    const files = decodeAnswer(answer).entries;
    const found = await collectFiles(root, selectFiles({ root, files, signal: this.#signal }));
    this.#files = { answer, keys: [...found.keys()].sort() };
  }

  /** The environment whose names are to be read for a proposal. */
  #wantedNames(answers: Answers): string | undefined {
    const { environments, opened } = this.open;
    const [only, ...others] = environments;
    const environment = answers.environment ?? (others.length === 0 ? only?.name : undefined);
    const isAsked = answers.files !== undefined && this.#options.alias === undefined;
    if (!isAsked || environment === undefined || opened === undefined) return undefined;
    return this.#names?.environment === environment ? undefined : environment;
  }

  /** Only for proposals: what these credentials may not read costs no more than that. */
  async #namesOf(environment: string): Promise<readonly string[]> {
    const { opened } = this.open;
    if (opened === undefined) return [];
    try {
      return (await readNeededNames(opened, environment, this.#signal)).names;
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof UserError) return [];
      throw error;
    }
  }

  #askCertificates(alias: string | undefined): void {
    const { opened, environments } = this.open;
    if (alias === undefined || opened === undefined || this.#certificates?.alias === alias) return;
    const started = { pending: true, ranked: [], elsewhere: [] };
    const complete = readCertificates(
      opened.environmentCaller,
      environments[0]?.region ?? opened.caller.region,
      [alias],
      (known) => {
        if (this.#certificates?.alias !== alias) return;
        this.#certificates.known = known;
        this.#arrived?.();
      },
      this.#signal,
    );
    complete.catch(() => undefined);
    this.#certificates = { alias, known: started, complete };
  }
}
