import { describe, expect, test } from 'vitest';
import { awsErrorCode, describing, inWords } from '../../source/aws/errors.ts';
import { Cancelled, UserError } from '../../source/errors.ts';

function awsError(name: string, message: string, httpStatusCode = 400): Error {
  const $metadata = { httpStatusCode, requestId: 'request-1', attempts: 1 };
  return Object.assign(new Error(message), { name, $metadata });
}

function systemError(code: string, more: object = {}): Error {
  return Object.assign(new Error(`connect ${code}`), { code, ...more });
}

const doing = { what: "reading the application's records", identity: 'caller', region: 'us-west-2' } as const;

function told(error: unknown, more: object = {}): UserError {
  const words = inWords(error, { ...doing, ...more });
  if (words instanceof UserError) return words;
  throw new Error(`${String(error)} was not put into words`);
}

describe('an error of AWS in words', () => {
  test.each<[string, Error]>([
    [
      'credentials-expired',
      awsError('ExpiredToken', 'The security token included in the request is expired'),
    ],
    ['credentials-expired', awsError('ExpiredTokenException', 'The security token is expired', 403)],
    ['credentials-expired', awsError('RequestExpired', 'Request has expired.')],
    [
      'credentials-expired',
      awsError('InvalidClientTokenId', 'The security token included in the request is expired'),
    ],
    [
      'credentials-expired',
      namedError('TokenProviderError', 'Token is expired. To refresh run aws sso login'),
    ],
    [
      'credentials-expired',
      namedError('CredentialsProviderError', 'The SSO session has expired or is invalid'),
    ],
    [
      'no-credentials',
      namedError('CredentialsProviderError', 'Could not load credentials from any providers'),
    ],
    ['credentials-refused', awsError('UnrecognizedClientException', 'The security token is invalid.')],
    ['credentials-refused', awsError('InvalidClientTokenId', 'The security token is invalid.', 403)],
    ['credentials-refused', awsError('InvalidAccessKeyId', 'The key does not exist in our records.', 403)],
    ['credentials-refused', awsError('SignatureDoesNotMatch', 'The signature we calculated differs.', 403)],
    [
      'clock-skew',
      awsError('SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than …'),
    ],
    ['clock-skew', awsError('RequestTimeTooSkewed', 'The difference is too large.', 403)],
    ['access-denied', awsError('AccessDenied', 'Access Denied', 403)],
    [
      'access-denied',
      awsError('UnauthorizedOperation', 'You are not authorized to perform this operation.', 403),
    ],
    ['access-denied', awsError('Unknown', 'UnknownError', 403)],
    ['throttled', awsError('ThrottlingException', 'Rate exceeded')],
    ['throttled', awsError('Throttling', 'Rate exceeded')],
    ['throttled', awsError('SlowDown', 'Reduce your request rate', 503)],
    ['throttled', awsError('RequestLimitExceeded', 'Request limit exceeded.', 503)],
    ['region-mismatch', awsError('PermanentRedirect', 'The bucket must be addressed elsewhere', 301)],
    ['region-mismatch', awsError('AuthorizationHeaderMalformed', "the region 'us-east-1' is wrong")],
    ['network', systemError('ENOTFOUND', { hostname: 'ssm.us-west-9.amazonaws.com' })],
    ['network', systemError('ECONNREFUSED', { address: '127.0.0.1', port: 4566 })],
    [
      'network',
      Object.assign(namedError('TimeoutError', 'a request has exceeded 30000 ms'), { $metadata: {} }),
    ],
    ['network', systemError('SELF_SIGNED_CERT_IN_CHAIN')],
    ['network', new Error('request failed', { cause: systemError('EAI_AGAIN') })],
    ['unexpected-answer', Object.assign(new SyntaxError('Unexpected token <'), { $metadata: {} })],
    ['unexpected-answer', awsError('Error', '<!DOCTYPE html><title>Sign in</title>', 200)],
    ['aws-unavailable', awsError('InternalFailure', 'We encountered an internal error.', 500)],
    ['aws-refused', awsError('ValidationError', 'Stack with id shop-prod does not exist')],
  ])('%s: %s', (code, error) => {
    expect(told(error).code).toBe(code);
  });

  test('says what was being done, what is wrong, and keeps the own words of AWS and the request id', () => {
    const words = told(awsError('ExpiredToken', 'The security token included in the request is expired'));
    expect(words.message).toBe("Reading the application's records failed: the AWS credentials have expired.");
    expect(words.details).toEqual([
      'ExpiredToken: The security token included in the request is expired',
      'Request id: request-1',
    ]);
  });

  test('names the profile whose credentials ran out, and the command that renews them', () => {
    const words = told(awsError('ExpiredToken', 'expired'), { profile: 'work' });
    expect(words.message).toContain('of profile work have expired');
    expect(words.next[0]).toContain('aws sso login --profile work');
  });

  test('names the host that cannot be reached', () => {
    const words = told(systemError('ENOTFOUND', { hostname: 'ssm.us-west-9.amazonaws.com' }));
    expect(words.message).toContain('ssm.us-west-9.amazonaws.com cannot be reached (ENOTFOUND)');
    expect(words.next).toHaveLength(1);
    expect(words.exitCode).toBe(1);
  });

  test('asks about the region when its own host is not known', () => {
    const hostname = 'ssm.us-west-9.amazonaws.com';
    const words = told(systemError('ENOTFOUND', { hostname }), { region: 'us-west-9' });
    expect(words.next[1]).toBe('Is us-west-9 the name of an AWS region?');
  });

  test.each([
    ['a bug', new TypeError('x is not a function')],
    ['a bug inside of the SDK', Object.assign(new TypeError('no label'), { $metadata: { attempts: 1 } })],
    ['what is in words already', new UserError({ code: 'no-region', message: 'No region.' })],
    ['an aborted call', namedError('AbortError', 'Request aborted')],
    ['a person who left', new Cancelled('left')],
    ['what is no error', 'text'],
  ])('%s stays as it is', (_, error) => {
    expect(inWords(error, doing)).toBe(error);
  });
});

describe('a denied call', () => {
  test('says which action on which resource was denied to whom', () => {
    const words = told(
      awsError(
        'AccessDeniedException',
        'User: arn:aws:sts::111122223333:assumed-role/dev/ana is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:us-west-2:111122223333:parameter/copilot/applications/shop because no identity-based policy allows the ssm:GetParameter action',
      ),
    );
    expect(words.message).toBe(
      "Reading the application's records failed: arn:aws:sts::111122223333:assumed-role/dev/ana may not use ssm:GetParameter on arn:aws:ssm:us-west-2:111122223333:parameter/copilot/applications/shop.",
    );
    expect(words.next).toEqual([
      'Have ssm:GetParameter allowed for it',
      'Or use other credentials: --profile NAME',
    ]);
    expect(words.exitCode).toBe(2);
  });

  test('reads a resource in quotes, as S3 writes it', () => {
    const words = told(
      awsError(
        'AccessDenied',
        'User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::bucket/key" with an explicit deny in a resource-based policy',
        403,
      ),
    );
    expect(words.message).toContain('may not use s3:PutObject on arn:aws:s3:::bucket/key.');
    expect(words.message).toContain('A policy denies it explicitly.');
  });

  test('takes the action and the identity from the caller when AWS names neither', () => {
    const words = told(awsError('Forbidden', 'Forbidden', 403), {
      action: 's3:GetObject',
      identity: 'environment-manager',
    });
    expect(words.message).toContain("the environment's manager role may not use s3:GetObject.");
  });
});

describe('the code of AWS', () => {
  test('is found through the words that were made of it', async () => {
    const failed = describing(doing, () => Promise.reject(awsError('ValidationError', 'does not exist')));
    expect(await failed.catch(awsErrorCode)).toBe('ValidationError');
  });

  test('is the system error where nothing answered', () => {
    expect(awsErrorCode(Object.assign(systemError('ECONNREFUSED'), { $metadata: { attempts: 8 } }))).toBe(
      'ECONNREFUSED',
    );
  });
});

function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
