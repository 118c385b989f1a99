import { namesIn, namesProblem } from '../../cdn/certificate-names.ts';
import { UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import { createResolver } from '../../network/dns.ts';
import type { CertificateRequestFacts } from '../../plan/facts.ts';
import type { FoundZone } from '../../plan/ports.ts';
import { readCertificates } from '../facts/certificates.ts';
import { readNeededNames } from '../facts/needed-names.ts';
import { type OpenApplication, openApplication } from '../facts/open-application.ts';
import { zonesAround } from '../facts/read-facts.ts';
import { readCertificateRequest } from '../facts/requested-certificate.ts';
import { createZoneFinder } from '../facts/zone-finder.ts';
import type { CertRequestOptions } from '../options.ts';
import { readOptions } from '../setup/read-options.ts';
import { callListener } from '../verbose.ts';

/** For whom a certificate is asked, and as whom. */
export interface Subject {
  readonly opened: OpenApplication;
  /** Undefined where only names were given. */
  readonly environment: string | undefined;
  /** The names of the environment's services. */
  readonly needed: readonly string[];
  readonly findZone: (name: string) => Promise<FoundZone | undefined>;
}

/** @throws UserError `answer-missing` where it is not known which environment's names are meant; `no-names` */
export async function openSubject(
  options: CertRequestOptions,
  signal: AbortSignal,
  emit: Emit,
): Promise<Subject> {
  const opened = await openApplication(options, signal, callListener(options, emit));
  const name = options.env ?? (opened.environments.length === 1 ? opened.environments[0]?.name : undefined);
  if (name === undefined && options.name !== undefined) {
    const findZone = createZoneFinder([opened.environmentCaller], createResolver(options.resolver), signal);
    return { opened, environment: undefined, needed: [], findZone };
  }
  if (name === undefined) {
    throw new UserError({
      code: 'answer-missing',
      message: `${opened.application.name} has ${opened.environments.length} environments. For whose names?`,
      next: [
        ...opened.environments.map((environment) => `--env ${environment.name}`),
        'or the names themselves: --name HOST',
      ],
    });
  }
  const { record, stack, names: needed } = await readNeededNames(opened, name, signal);
  const findZone = zonesAround(opened, record, stack, readOptions(options, signal));
  if (needed.length === 0 && options.name === undefined) {
    throw new UserError({
      code: 'no-names',
      message: `No service of ${name} has a name (http.alias), so there is nothing to ask a certificate for.`,
      next: ['Say for which names: --name HOST'],
    });
  }
  return { opened, environment: name, needed, findZone };
}

/** @throws UserError `answer-not-possible` */
export function refuseNames(names: readonly string[]): void {
  const problem = namesProblem(namesIn(names.join(',')), []);
  if (problem === undefined) return;
  throw new UserError({
    code: 'answer-not-possible',
    message: `No certificate can be asked for: ${problem}.`,
  });
}

export async function findRequested(
  { opened }: Subject,
  names: readonly string[],
  signal: AbortSignal,
): Promise<CertificateRequestFacts> {
  const { ranked } = await readCertificates(
    opened.environmentCaller,
    'us-east-1',
    names,
    () => undefined,
    signal,
  );
  return readCertificateRequest({
    caller: opened.environmentCaller,
    names,
    listed: ranked,
    noted: undefined,
    signal,
  });
}
