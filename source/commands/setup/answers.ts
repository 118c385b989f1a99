import { UserError } from '../../errors.ts';
import type { Answers } from '../../wizard/conversation.ts';
import type { SetupOptions } from '../options.ts';

/**
 * Flags as answers, by question id.
 * @throws UserError `cdn-stays` for `--no-cdn` where a flag asks for parts of a CDN
 */
export function answersFromFlags(options: SetupOptions): Answers {
  const { env, cdn, certificate, restrictIngress } = options;
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
    ...(restrictIngress !== undefined && { ingress: restrictIngress ? 'cloudfront' : 'everyone' }),
    // Flags that say how it should be start anew; what was left unfinished is read from the world either way.
    ...((cdn !== undefined || parts) && { unfinished: 'anew' }),
  };
}
