import { type Family, Fault } from './service.ts';

/** The words and codes in which the families of services refuse a caller. */
interface Refusals {
  readonly unknownKey: () => Fault;
  readonly expired: () => Fault;
  readonly notSigned: () => Fault;
  readonly denied: (explanation: string) => Fault;
  readonly throttled: (code: string) => Fault;
}

const tokenInvalid = 'The security token included in the request is invalid.';
const tokenExpired = 'The security token included in the request is expired';
const notSigned = () =>
  new Fault('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);

const query: Refusals = {
  unknownKey: () => new Fault('InvalidClientTokenId', tokenInvalid, 403),
  expired: () => new Fault('ExpiredToken', tokenExpired, 403),
  notSigned,
  denied: (explanation) => new Fault('AccessDenied', explanation, 403),
  throttled: (code) => new Fault(code, 'Rate exceeded', 400),
};

const refusals: Readonly<Record<Family, Refusals>> = {
  query,
  'rest-xml': query,
  ec2: {
    unknownKey: () =>
      new Fault('AuthFailure', 'AWS was not able to validate the provided access credentials', 401),
    expired: () => new Fault('RequestExpired', 'Request has expired.', 400),
    notSigned,
    denied: (explanation) =>
      new Fault(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${explanation}`,
        403,
      ),
    throttled: (code) => new Fault(code, 'Request limit exceeded.', 503),
  },
  json: {
    unknownKey: () => new Fault('UnrecognizedClientException', tokenInvalid, 400),
    expired: () => new Fault('ExpiredTokenException', tokenExpired, 400),
    notSigned: () => new Fault('MissingAuthenticationTokenException', 'Missing Authentication Token', 400),
    denied: (explanation) => new Fault('AccessDeniedException', explanation, 400),
    throttled: (code) => new Fault(code, 'Rate exceeded', 400),
  },
  s3: {
    unknownKey: () =>
      new Fault(
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
        403,
      ),
    expired: () => new Fault('ExpiredToken', 'The provided token has expired.', 400),
    notSigned: () => new Fault('AccessDenied', 'Access Denied', 403),
    denied: (explanation) => new Fault('AccessDenied', explanation, 403),
    throttled: (code) => new Fault(code, 'Please reduce your request rate.', 503),
  },
};

export function refusalsOf(family: Family | undefined): Refusals {
  return refusals[family ?? 'query'];
}
