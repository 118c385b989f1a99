import { exitCode, UserError } from '../errors.ts';
import { denial, isDenied } from './denial.ts';

/** What was being done when a call failed; a `Connection` can be spread into it. */
export interface Doing {
  /** A gerund: "reading the application's records". */
  readonly what: string;
  /** The IAM action that the call needs, for answers that don't name it: `cloudfront:GetDistribution`. */
  readonly action?: string;
  readonly identity?: 'caller' | 'environment-manager' | 'dns-delegation';
  readonly region?: string;
  readonly profile?: string;
}

/** Runs it; what AWS or the network refuses becomes a `UserError` that says what was being done and what to do next. */
export async function describing<Result>(doing: Doing, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw inWords(error, doing);
  }
}

/**
 * The error in words a person can act on. Codes: `credentials-expired`, `mfa-needed`, `no-credentials`, `credentials-refused`, `clock-skew`,
 * `access-denied`, `throttled`, `region-mismatch`, `network`, `unexpected-answer`, `aws-unavailable`, `aws-refused`.
 * Errors that come neither from AWS nor from the way there are given back as they are.
 */
export function inWords(error: unknown, doing: Doing): unknown {
  if (!(error instanceof Error) || error instanceof UserError || error.name === 'AbortError') return error;
  const kind = kinds.find(({ applies }) => applies(error));
  if (!kind) return error;
  const { code, exit, says, next } = kind;
  const what = doing.what.charAt(0).toUpperCase() + doing.what.slice(1);
  return new UserError({
    code,
    message: `${what} failed: ${says(error, doing)}`,
    next: next(doing, error),
    details: wordForWord(error),
    exitCode: exitCode[exit],
    cause: error,
  });
}

/** AWS's own code of an error, also of one that was put into words: `ValidationError`, `NoSuchKey`. */
export function awsErrorCode(error: unknown): string | undefined {
  if (error instanceof UserError) return awsErrorCode(error.cause);
  if (!(error instanceof Error)) return undefined;
  if (metadataOf(error) && error.name !== 'Error') return error.name;
  return networkCode(error) ?? (error.name === 'Error' ? undefined : error.name);
}

/** AWS's own message of an error, also of one that was put into words. */
export function awsErrorMessage(error: unknown): string {
  if (error instanceof UserError && error.cause !== undefined) return awsErrorMessage(error.cause);
  return error instanceof Error ? error.message : String(error);
}

/** How often a call was tried before it failed. */
export function attemptsOf(error: unknown): number {
  return metadataOf(error)?.attempts ?? 1;
}

/** Whether AWS says that there are too many calls. */
export function isThrottling(error: unknown): boolean {
  return (
    metadataOf(error)?.httpStatusCode === 429 ||
    (error instanceof Error &&
      /^(Throttl\w*|RequestThrottled\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|PriorRequestNotComplete)$/.test(
        error.name,
      ))
  );
}

interface Kind {
  readonly code: string;
  readonly exit: 'invalid' | 'failed';
  readonly applies: (error: Error) => boolean;
  readonly says: (error: Error, doing: Doing) => string;
  readonly next: (doing: Doing, error: Error) => readonly string[];
}

const named =
  (...names: string[]) =>
  (error: Error) =>
    names.includes(error.name);

const isProviderError = named('CredentialsProviderError', 'TokenProviderError', 'ProviderError');

/** The first that applies is told; so the order goes from the particular to the general. */
const kinds: readonly Kind[] = [
  {
    code: 'credentials-expired',
    exit: 'invalid',
    applies: (error) =>
      named('ExpiredToken', 'ExpiredTokenException', 'RequestExpired')(error) ||
      (isProviderError(error) && /expired|\blogin\b/i.test(error.message)) ||
      /security token .*is expired/i.test(error.message),
    says: (_, { profile }) => `the AWS credentials${profile ? ` of profile ${profile}` : ''} have expired.`,
    next: ({ profile }) => [
      `Get new ones, then run the same command again: aws sso login${profile ? ` --profile ${profile}` : ''}, or however you got these`,
    ],
  },
  {
    code: 'mfa-needed',
    exit: 'invalid',
    applies: (error) => isProviderError(error) && /multi-factor/i.test(error.message),
    says: (_, { profile }) => `${profile ? `profile ${profile}` : 'the profile'} asks for an MFA code.`,
    next: () => [
      'Get a session that has one: aws sts get-session-token --serial-number ARN --token-code CODE, then export what it prints',
      'Or use a profile that signs in through SSO: --profile NAME',
    ],
  },
  {
    code: 'no-credentials',
    exit: 'invalid',
    applies: isProviderError,
    says: (_, { profile }) =>
      profile ? `profile ${profile} gives no AWS credentials.` : 'no AWS credentials were found.',
    next: () => [
      'Name a profile that has some: --profile NAME (they stand in ~/.aws/config)',
      'Or export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN)',
    ],
  },
  {
    code: 'clock-skew',
    exit: 'invalid',
    applies: (error) =>
      named('RequestTimeTooSkewed', 'RequestInTheFuture')(error) ||
      /signature (expired|not yet current)/i.test(error.message),
    says: () => "this machine's clock is too far from AWS's.",
    next: () => ['Set the clock, then run the same command again'],
  },
  {
    code: 'credentials-refused',
    exit: 'invalid',
    applies: named(
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'InvalidAccessKeyId',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
      'AuthFailure',
    ),
    says: (error, { region }) =>
      /signature/i.test(error.name)
        ? 'the secret access key does not belong to the access key.'
        : `AWS does not know the access key${region ? ` in ${region}` : ''}.`,
    next: () => [
      'See whose credentials are used: aws sts get-caller-identity',
      'Use others: --profile NAME, or the AWS_* variables',
    ],
  },
  {
    code: 'access-denied',
    exit: 'invalid',
    applies: isDenied,
    says: (error, doing) => denial(error, doing).message,
    next: (doing, error) => denial(error, doing).next,
  },
  {
    code: 'throttled',
    exit: 'failed',
    applies: isThrottling,
    says: (error) => `AWS takes no more calls for the moment (${attemptsOf(error)} attempts).`,
    next: () => ['Wait a minute, then run the same command again'],
  },
  {
    code: 'region-mismatch',
    exit: 'invalid',
    applies: (error) =>
      named('PermanentRedirect', 'AuthorizationHeaderMalformed', 'OptInRequired')(error) ||
      /credential should be scoped to a valid region/i.test(error.message),
    says: (_, { region }) => `what was asked for is not in ${region ?? 'the region that was asked'}.`,
    next: () => ['Give the region where the application was made: --region REGION'],
  },
  {
    code: 'network',
    exit: 'failed',
    applies: (error) => networkCode(error) !== undefined,
    says: (error) => `${whereTo(error)} cannot be reached (${networkCode(error)}).`,
    next: ({ region }, error) => [
      'Look at the network, a proxy or VPN, and AWS_ENDPOINT_URL, then run the same command again',
      ...(region && whereTo(error).includes(region) ? [`Is ${region} the name of an AWS region?`] : []),
    ],
  },
  {
    code: 'unexpected-answer',
    exit: 'failed',
    applies: (error) =>
      /deserialization error/i.test(error.message) ||
      (error instanceof SyntaxError && metadataOf(error) !== undefined) ||
      (metadataOf(error) !== undefined && /<html|<!doctype/i.test(error.message)),
    says: () => 'what answered does not speak as AWS does. A proxy or a sign-in page may stand in between.',
    next: () => ['Look at proxy settings and AWS_ENDPOINT_URL, then run the same command again'],
  },
  {
    code: 'aws-unavailable',
    exit: 'failed',
    applies: (error) => (metadataOf(error)?.httpStatusCode ?? 0) >= 500,
    says: (error) => `AWS has trouble of its own (HTTP ${metadataOf(error)?.httpStatusCode}).`,
    next: () => ['Run the same command again in a few minutes; https://health.aws.amazon.com tells more'],
  },
  {
    code: 'aws-refused',
    exit: 'failed',
    applies: (error) => metadataOf(error)?.httpStatusCode !== undefined,
    says: (error) => `AWS refused it: ${error.message}`,
    next: () => ['Mend what it says; --verbose shows the calls before it'],
  },
];

interface Metadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  readonly attempts?: number;
}

/** The SDK hangs it on whatever failed while a command was sent. */
function metadataOf(error: unknown): Metadata | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  return typeof metadata === 'object' && metadata !== null ? metadata : undefined;
}

function wordForWord(error: Error): readonly string[] {
  const id = metadataOf(error)?.requestId;
  return [`${error.name}: ${error.message}`, ...(id ? [`Request id: ${id}`] : [])];
}

const networkCodes =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_TLS_\w+|\w*CERT\w*|UNABLE_TO_\w+)$/;

function networkCode(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string' && networkCodes.test(error.code)) return error.code;
  if (error.name === 'TimeoutError') return 'ETIMEDOUT';
  return error.cause instanceof Error ? networkCode(error.cause) : undefined;
}

function whereTo(error: Error): string {
  if ('hostname' in error && typeof error.hostname === 'string') return error.hostname;
  if ('address' in error && 'port' in error) return `${error.address}:${error.port}`;
  return error.cause instanceof Error ? whereTo(error.cause) : 'AWS';
}
