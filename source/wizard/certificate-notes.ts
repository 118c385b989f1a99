import { readableName } from '../cdn/host-name.ts';
import { listed, type SetupEnvironment } from './setup-known.ts';

/** Behind `?`. */
export const certificateExplanation: readonly string[] = [
  'CloudFront shows one certificate for all names, and reads it from ACM in us-east-1 only, wherever the environment is.',
  'It must be issued, cover every name (*.example.com covers www.example.com, not example.com or a.b.example.com), and have an RSA or a P-256 key.',
  'Amazon renews what it issued while the DNS record of its validation stays; an imported one has to be imported again.',
];

/** The names that must be covered, for people: "a, b and c". */
export function neededInWords({ names }: SetupEnvironment): string {
  return listed(names.map(readableName));
}

/** Under the list, the most important first: a low window shows only the beginning. `fits`: one of them can be chosen. */
export function certificateNotes(environment: SetupEnvironment, fits: boolean): string[] {
  const { ranked, failure, partly, pending } = environment.certificates;
  const hint = elsewhereNote(environment, ranked.length > 0);
  const count = `${ranked.length.toLocaleString('en-US')} in us-east-1.`;
  const about = [
    ...(failure === undefined ? [] : [refusedByMatrix(environment) ? failure : `${failure} ${stillTyped}`]),
    ...(pending || fits || failure !== undefined ? [] : [whatToDo(environment)]),
    ...(pending || !fits || failure !== undefined || ranked.length === 0 ? [] : [count]),
    ...(hint === undefined ? [] : [hint]),
  ];
  return [
    ...matrixNote(environment),
    ...(about.length === 0 ? [] : [about.join(' ')]),
    ...(partly === undefined ? [] : [partly]),
    ...(fits ? terminationNote(environment) : []),
  ];
}

/** Rule 12 where it can be kept at once: the manifest gets cdn.terminate_tls as well. */
function terminationNote({ publicCertificates, managedDomain, cdn }: SetupEnvironment): string[] {
  if (publicCertificates || managedDomain || cdn.terminateTls) return [];
  return [
    'With a certificate, TLS ends at CloudFront (cdn.terminate_tls: true is written, too): the load balancer has HTTP only.',
  ];
}

function elsewhereNote({ certificates }: SetupEnvironment, more: boolean): string | undefined {
  const [first, ...others] = certificates.elsewhere;
  if (first === undefined) return undefined;
  const which = `${more ? 'One more' : 'One'} for ${readableName(first.domainName)}`;
  const count = others.length === 0 ? `${which} is` : `${which} and ${others.length} others are`;
  return `${count} in ${first.region}, which CloudFront cannot use.`;
}

const stillTyped = 'An ARN can still be typed.';

/** One sentence: what is wrong with all of them, and the way out. */
function whatToDo(environment: SetupEnvironment): string {
  const count = environment.certificates.ranked.length;
  const none =
    count === 0
      ? 'There is no certificate in us-east-1'
      : count === 1
        ? 'The one in us-east-1 cannot be used'
        : `None of the ${count.toLocaleString('en-US')} in us-east-1 can be used`;
  return environment.names.length === 0
    ? `${none}: give a service a name (http.alias), and a certificate for it can be requested.`
    : `${none}: request one for ${neededInWords(environment)}, or import one there.`;
}

/** Why no certificate of the team's own may be chosen now, and what to add first: short for a row, or for a line of its own. */
export interface MatrixRefusal {
  readonly short: string;
  readonly sentence: string;
}

/**
 * Copilot refuses a certificate on the CDN where the load balancer has none of the team's, unless TLS ends at the edge (docs/copilot.md,
 * 4.3, rule 12). It can end there at once where the load balancer speaks HTTP only; with a domain, services redirect to HTTPS.
 */
export function refusedByMatrix({ managedDomain, cdn }: SetupEnvironment): MatrixRefusal | undefined {
  if (!managedDomain || cdn.terminateTls) return undefined;
  return {
    short: 'needs cdn.terminate_tls or http.public.certificates',
    sentence:
      "Beside the domain's own, Copilot takes a certificate only once cdn.terminate_tls: true (TLS ends at CloudFront) or http.public.certificates (yours on the load balancer, too) is in the manifest: add one of them first.",
  };
}

function matrixNote(environment: SetupEnvironment): string[] {
  const refused = refusedByMatrix(environment);
  const matters = environment.certificates.ranked.some(({ usable }) => usable);
  return refused === undefined || !matters ? [] : [refused.sentence];
}

/**
 * Why the distribution may not do without a certificate; undefined: it may (docs/copilot.md, 4.3, rule 13). Taking one away again would
 * leave its names without an answer.
 */
export function whyNotNone({ publicCertificates, cdn }: SetupEnvironment): string | undefined {
  if (publicCertificates) return 'refused beside http.public.certificates';
  if (cdn.enabled && cdn.certificate !== undefined) return 'the names in use now would lose theirs';
  return undefined;
}
