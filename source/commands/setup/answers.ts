import { UserError } from '../../errors.ts';
import type { Facts } from '../../plan/facts.ts';
import type { Answers } from '../../wizard/conversation.ts';
import type { SetupOptions } from '../options.ts';

/**
 * `--no-cdn` leaves CloudFront off; taking it down is something else.
 * @throws UserError `cdn-stays`
 */
export function refuseTakingDown(options: SetupOptions, facts: Facts): void {
  if (options.cdn !== false || !facts.deployed.cdn.enabled) return;
  throw new UserError({
    code: 'cdn-stays',
    message: `${facts.environment.name} has its CDN; --no-cdn leaves it off where it is off, and does not take it down.`,
    next: [
      `Take it down, in the order in which the site stays up: copilot-cdn off --env ${facts.environment.name}`,
      'Or leave the flag out to change other things about it',
    ],
  });
}

/**
 * Flags as answers, by question id.
 * @throws UserError `cdn-stays` for `--no-cdn` where a flag asks for parts of a CDN
 */
export function answersFromFlags(options: SetupOptions): Answers {
  const { env, cdn, certificateName, restrictIngress } = options;
  const certificate = options.certificate ?? (certificateName === undefined ? undefined : 'request');
  const parts = certificate !== undefined || restrictIngress !== undefined;
  if (cdn === false && parts) {
    throw new UserError({
      code: 'cdn-stays',
      message:
        '--no-cdn leaves CloudFront off, and --certificate or --restrict-ingress ask for a part of it.',
      next: ['Leave one of them out'],
    });
  }
  return {
    ...(env !== undefined && { environment: env }),
    ...(cdn !== undefined && { cdn: cdn ? 'yes' : 'no' }),
    ...(certificate !== undefined && { certificate, 'certificate-arn': certificate }),
    ...staticAnswers(options),
    ...(options.writeAliases === true && { 'service-names': 'write' }),
    ...(certificateName !== undefined && {
      'certificate-names': certificateName.join(','),
      'certificate-names-typed': certificateName.join(','),
    }),
    ...(restrictIngress !== undefined && { ingress: restrictIngress ? 'cloudfront' : 'everyone' }),
    // Flags that say how it should be start anew; what was left unfinished is read from the world either way.
    ...((cdn !== undefined || parts) && { unfinished: 'anew' }),
  };
}

function staticAnswers(options: SetupOptions): Answers {
  const { staticBucket, staticPath, staticAlias, makeBucket, closeBucket } = options;
  const some = [staticBucket, staticPath, staticAlias].some((given) => given !== undefined);
  return {
    ...(some ? { static: 'yes' } : options.static === false && { static: 'off' }),
    ...(staticBucket !== undefined && {
      'static-bucket': makeBucket === true ? 'new' : staticBucket,
      'static-bucket-name': staticBucket,
    }),
    ...(staticPath !== undefined && { 'static-path': staticPath, 'static-path-typed': staticPath }),
    ...(staticAlias !== undefined && { 'static-alias': staticAlias, 'static-alias-typed': staticAlias }),
    ...(closeBucket !== undefined && { 'static-close': closeBucket ? 'close' : 'keep' }),
  };
}
