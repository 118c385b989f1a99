import { type CertificateSummary, describeCertificate } from '../../aws/acm.ts';
import type { Connection } from '../../aws/connection.ts';
import { UserError } from '../../errors.ts';
import { atMost } from './at-most.ts';

const describedAtOnce = 5;

/** What descriptions of some certificates brought up. */
export interface Description {
  /** How many were asked for. */
  readonly asked: number;
  /** Why some could not be read: only what they would have added is lost. */
  readonly failure?: string;
  /** The list with what is known now, the same one where that is nothing; one that was deleted meanwhile is gone. */
  readonly applyTo: (certificates: readonly CertificateSummary[]) => readonly CertificateSummary[];
}

/** Asks for certificates one by one, five at a time; once it is denied, no more are asked for. */
export async function describeSome(
  connection: Connection,
  arns: readonly string[],
  signal: AbortSignal,
): Promise<Description> {
  const known = new Map<string, CertificateSummary | 'deleted'>();
  let failure: string | undefined;
  let denied = false;
  await atMost(describedAtOnce, arns, async (arn) => {
    if (denied) return;
    try {
      known.set(arn, await describeCertificate(connection, arn, signal));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      if (error.code === 'certificate-not-found') {
        known.set(arn, 'deleted');
      } else {
        denied ||= error.code === 'access-denied';
        failure ??= error.message;
      }
    }
  });
  return {
    asked: arns.length,
    ...(failure !== undefined && { failure }),
    applyTo: (certificates) =>
      known.size === 0
        ? certificates
        : certificates.flatMap((certificate) => {
            const described = known.get(certificate.arn) ?? certificate;
            return described === 'deleted' ? [] : [described];
          }),
  };
}
