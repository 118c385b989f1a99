import type { RankedCertificate } from '../cdn/certificate-rank.ts';
import type { Answers } from './conversation.ts';
import type { StaticKnown } from './static-questions.ts';

/** What the setup conversation must know to ask. */
export interface SetupKnown {
  readonly environments: readonly {
    readonly name: string;
    readonly region: string;
    readonly account: string;
  }[];
  /** Of the environment that was chosen; undefined until then. */
  readonly environment?: SetupEnvironment;
}

export interface SetupEnvironment {
  readonly name: string;
  readonly account: string;
  readonly services: readonly string[];
  readonly names: readonly string[];
  /** The application has a domain that Copilot manages, and the load balancer uses its certificate. */
  readonly managedDomain: boolean;
  readonly staticFiles: StaticKnown;
  /** Patterns that a managed domain's certificate covers besides the names of services. */
  readonly managedNames: readonly string[];
  /** Services without a name of their own, where the domain is managed; `waiting`: their manifest says one that is not deployed. */
  readonly nameless: readonly {
    readonly name: string;
    readonly defaultName: string;
    readonly waiting: boolean;
  }[];
  /** The load balancer has certificates that were imported (`http.public.certificates`). */
  readonly publicCertificates: boolean;
  readonly cdn: { readonly enabled: boolean; readonly certificate?: string; readonly terminateTls: boolean };
  readonly ingressRestricted: boolean;
  readonly certificates: CertificatesKnown;
  /** An earlier run that did not come to its end. */
  readonly unfinished?: { readonly since: string; readonly answers: Answers };
}

export interface CertificatesKnown {
  /** Still asking. */
  readonly pending: boolean;
  readonly ranked: readonly RankedCertificate[];
  /** Fitting ones in the environment's region, which CloudFront cannot use. */
  readonly elsewhere: readonly { readonly domainName: string; readonly region: string }[];
  /** Why the list could not be read. */
  readonly failure?: string;
  /** Why not everything is known of the certificates that are listed. */
  readonly partly?: string;
}

/** The CDN is on, or the person has just said that it shall be. */
export function wantsCdn(known: SetupKnown, answers: Answers): boolean {
  if (answers.unfinished === 'go-on' || answers['service-names'] === 'write') return false;
  return known.environment?.cdn.enabled === true || answers.cdn === 'yes' || answers.cdn === 'manifest';
}

/** "a, b and c"; long lists end in "and 7 more". */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? 'nothing';
  if (names.length <= 3) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
