import type { RootCause } from './root-cause.ts';
import { wordsFor } from './words.ts';

export interface FailureContext {
  /** The names that the distribution was to answer for. */
  readonly aliases?: readonly string[];
  /** The words shown for the resource, when the template has some. */
  readonly description?: string;
}

/** A failure for people: what it means in a sentence, what to mend before going on, and what AWS said word for word. */
export interface FailureExplanation {
  readonly code: string;
  readonly message: string;
  readonly next: readonly string[];
  readonly details: readonly string[];
}

interface KnownFailure {
  readonly code: string;
  readonly matches: RegExp;
  readonly message: (cause: RootCause, context: FailureContext) => string;
  readonly next: (cause: RootCause, context: FailureContext) => readonly string[];
}

/** The first that matches is told: particular texts before general codes. Texts are AWS's own. */
const knownFailures: readonly KnownFailure[] = [
  {
    code: 'alias-taken',
    matches: /CNAMEAlreadyExists|One or more of the CNAMEs you provided are already associated/i,
    message: (_, { aliases = [] }) =>
      aliases.length === 0
        ? 'One of the names already belongs to another CloudFront distribution.'
        : `${aliases.length === 1 ? aliases[0] : `One of ${listed(aliases)}`} already belongs to another CloudFront distribution.`,
    next: (_, { aliases = [] }) => [
      `find its owner: aws cloudfront list-conflicting-aliases --alias ${aliases[0] ?? 'NAME'} --distribution-id ID`,
      'take the name off that distribution, or move it: aws cloudfront associate-alias',
    ],
  },
  {
    code: 'certificate-misses-alias',
    matches: /certificate that is attached to your distribution doesn.t cover the alternate domain name/i,
    message: (_, { aliases = [] }) =>
      `The certificate does not cover ${aliases.length === 0 ? 'every name of the distribution' : listed(aliases)}.`,
    next: () => [
      'use one that covers all: copilot-cdn setup --certificate auto',
      'or request one: aws acm request-certificate --region us-east-1',
    ],
  },
  {
    code: 'certificate-unusable',
    matches: /InvalidViewerCertificate|specified SSL certificate doesn.t exist/i,
    message: () =>
      'CloudFront cannot use the certificate: it is not in us-east-1, not issued, not valid any more, or its chain is incomplete.',
    next: () => ['use another: copilot-cdn setup --certificate auto'],
  },
  {
    code: 'runtime-closed',
    matches: /runtime parameter of \S+ is no longer supported/i,
    message: ({ reason, logicalId }) =>
      `AWS no longer makes or updates functions on ${/parameter of (\S+) is no longer/i.exec(reason)?.[1] ?? 'that runtime'}, and ${logicalId} asks for it.`,
    next: ({ logicalId }) => [
      `raise the runtime of ${logicalId} in overrides/, or in the add-on that makes it`,
    ],
  },
  {
    code: 'security-group-full',
    matches: /RulesPerSecurityGroupLimitExceeded|maximum number of rules per security group/i,
    message: ({ logicalId }) =>
      `The security group ${logicalId} has no room: the list of CloudFront's addresses counts as 55 rules, and 60 are the default.`,
    next: () => [
      'raise the quota "Inbound or outbound rules per security group": aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-0EA8095F --desired-value 120',
      'or take source_ips out of http.public.ingress in the manifest',
    ],
  },
  {
    code: 'account-not-verified',
    matches: /account must be verified before you can add/i,
    message: () => 'AWS has not verified this account for CloudFront yet.',
    next: () => ['open a case at https://console.aws.amazon.com/support (account and billing, free)'],
  },
  {
    code: 'cloudfront-quota',
    matches:
      /TooManyDistribution\w*|TooManyOriginAccessControls|exceeded the (?:maximum|limit) (?:number )?of (?:distributions|CNAMEs)/i,
    message: ({ reason }) =>
      /CNAME/i.test(reason)
        ? 'The distribution would have more names than the quota of this account allows.'
        : 'This account has as many CloudFront distributions or access controls as its quota allows.',
    next: () => ['raise it: aws service-quotas list-service-quotas --service-code cloudfront'],
  },
  {
    code: 'custom-resource-silent',
    matches: /did not receive a response from your custom resource|Custom Resource failed to stabilize/i,
    message: ({ logicalId, resourceType }) =>
      `The function behind ${wordsFor(logicalId, resourceType)} did not answer in time.`,
    next: () => ["look at the function's log in CloudWatch Logs"],
  },
  {
    code: 'custom-resource-failed',
    matches: /Received response status \[FAILED\] from custom resource/i,
    message: ({ reason, logicalId, resourceType }) => {
      const said = /Message returned: (.*?)(?: \(?(?:See the details|RequestId).*)?$/is.exec(reason)?.[1];
      return `The function behind ${wordsFor(logicalId, resourceType)} failed${said === undefined ? '.' : `: ${sentence(said)}`}`;
    },
    next: ({ reason }) => {
      const log = /CloudWatch Log Stream: ([^\s)]+)/i.exec(reason)?.[1];
      return [`look at its log in CloudWatch Logs${log === undefined ? '' : `, stream ${log}`}`];
    },
  },
  {
    code: 'hook-refused',
    matches: /hook\(s\) failed|hook failed/i,
    message: ({ logicalId }) =>
      `A rule of this account (a CloudFormation hook) does not let ${logicalId} be made like this.`,
    next: () => ['ask whoever keeps the hook; its name is below'],
  },
  {
    code: 'access-denied',
    matches:
      /is not authorized to perform|AccessDenied|HandlerErrorCode: (?:AccessDenied|UnauthorizedTaggingOperation)|HTTP Status: 403/i,
    message: ({ reason, logicalId }) => {
      const action = /perform:? ([\w-]+:\w+)/i.exec(reason)?.[1];
      const who = /User: (\S+) is not/i.exec(reason)?.[1];
      if (action === undefined)
        return `The role that CloudFormation acts as may not do what ${logicalId} needs.`;
      return `${who ?? 'The role that CloudFormation acts as'} may not use ${action}, which ${logicalId} needs.`;
    },
    next: ({ reason }) => [
      /explicit deny/i.test(reason)
        ? 'a policy denies it explicitly: a service control policy, or a permissions boundary'
        : 'have it allowed for that role; a permissions boundary or service control policy may stand in the way',
    ],
  },
  {
    code: 'already-exists',
    matches: /AlreadyExists|already exists/i,
    message: ({ logicalId, resourceType }) =>
      `${wordsFor(logicalId, resourceType)} exists already, outside this stack.`,
    next: () => ['remove or rename the one that is in the way: its name is below'],
  },
  {
    code: 'quota-reached',
    matches: /LimitExceeded|HandlerErrorCode: ServiceLimitExceeded|quota/i,
    message: ({ logicalId, resourceType }) =>
      `${wordsFor(logicalId, resourceType)} would go past a quota of this account.`,
    next: () => ['raise the quota in Service Quotas; which one is said below'],
  },
  {
    code: 'not-stabilized',
    matches: /HandlerErrorCode: NotStabilized|exceeded (?:the )?(?:number of )?attempts|timed? ?out/i,
    message: ({ logicalId, resourceType }) =>
      `${wordsFor(logicalId, resourceType)} was not ready in the time that CloudFormation gives it.`,
    next: () => ['look at it in the console: it may be ready by now'],
  },
  {
    code: 'aws-had-trouble',
    matches:
      /HandlerErrorCode: (?:ServiceInternalError|InternalFailure|NetworkFailure|ServiceTimeout|Throttling)|Rate exceeded/i,
    message: ({ logicalId, resourceType }) =>
      `AWS had trouble of its own with ${wordsFor(logicalId, resourceType)}.`,
    next: () => ['wait a few minutes'],
  },
];

/** Says what a failure means and what to do about it; one that is not known is told in AWS's words. */
export function explainFailure(cause: RootCause, context: FailureContext = {}): FailureExplanation {
  const known = knownFailures.find((failure) => failure.matches.test(`${cause.code ?? ''} ${cause.reason}`));
  const details = [`${cause.logicalId} (${cause.resourceType}) in ${cause.stack}: ${cause.reason}`];
  if (known !== undefined) {
    return {
      code: known.code,
      message: known.message(cause, context),
      next: known.next(cause, context),
      details,
    };
  }
  const what = context.description ?? wordsFor(cause.logicalId, cause.resourceType);
  return {
    code: 'resource-failed',
    message: `${what} failed: ${sentence(withoutWrapping(cause.reason))}`,
    next: ['mend what it says'],
    details,
  };
}

/** `Resource handler returned message: "TEXT (Service: …, Request ID: …)" (RequestToken: …, HandlerErrorCode: …)` → TEXT */
function withoutWrapping(reason: string): string {
  const inner =
    /^Resource handler returned message: "(.*?)"(?: \(RequestToken.*)?$/s.exec(reason)?.[1] ?? reason;
  return inner.replace(/\s*\((?:Service|RequestToken): [^()]*\)\s*$/s, '');
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function listed(names: readonly string[]): string {
  if (names.length <= 2) return names.join(' and ');
  return names.length > 5
    ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more`
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
