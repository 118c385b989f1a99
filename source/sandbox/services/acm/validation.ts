import type { Certificate, Region, World } from '../../world.ts';
import { forbidsAmazon } from './certificate-authority-authorization.ts';
import { isPublished, provenName } from './validation-record.ts';

/** AWS's pace, in seconds: most certificates are issued one to five minutes after their records can be seen. */
const secondsToRecords = 5;
const secondsToFirstLook = 30;
const secondsBetweenNames = 5;
const secondsBetweenLooks = 60;
const secondsToIssue = 60;
/** ACM gives up after 72 hours. */
const patienceSeconds = 72 * 3_600;

/** Of a public certificate since 2026 (ACM user guide, "public certificates"). */
const validDays = 198;
const dayMilliseconds = 86_400_000;

/** Looks for the records of a requested certificate until it is issued, has failed, or has waited too long. */
export function startValidation(world: World, region: Region, certificate: Certificate): void {
  const { clock } = world;
  const { validation } = certificate;
  if (validation === undefined) return;
  const { validated } = validation;

  function after(seconds: number, act: () => void): void {
    clock.after(seconds, () => {
      const isWaiting =
        region.certificates.get(certificate.arn) === certificate &&
        certificate.status === 'PENDING_VALIDATION';
      if (isWaiting) act();
    });
  }

  function look(name: string): void {
    const proven = certificate.names.filter((one) => provenName(one) === name);
    if (!isPublished(world, region.account, name)) {
      after(secondsBetweenLooks, () => look(name));
    } else if (proven.some((one) => forbidsAmazon(world, one))) {
      certificate.status = 'FAILED';
      certificate.failureReason = 'CAA_ERROR';
    } else {
      for (const one of proven) validated.add(one);
      if (validated.size < certificate.names.length) return;
      after(secondsToIssue, () => issue(certificate, clock.now()));
    }
  }

  after(secondsToRecords, () => {
    validation.recordsKnown = true;
  });
  [...new Set(certificate.names.map(provenName))].forEach((name, index) => {
    after(secondsToFirstLook + index * secondsBetweenNames, () => look(name));
  });
  after(patienceSeconds, () => {
    certificate.status = 'VALIDATION_TIMED_OUT';
  });
}

/** Valid for whole days of UTC, from the beginning of this one. */
function issue(certificate: Certificate, now: Date): void {
  const start = now.getTime() - (now.getTime() % dayMilliseconds);
  certificate.status = 'ISSUED';
  certificate.issued = now;
  certificate.notBefore = new Date(start);
  certificate.notAfter = new Date(start + validDays * dayMilliseconds - 1_000);
}

/** How far ACM has come with one name of a certificate. */
export function validationStatus({ status, validation }: Certificate, name: string): string {
  if (validation?.validated.has(name)) return 'SUCCESS';
  if (status === 'PENDING_VALIDATION') return 'PENDING_VALIDATION';
  return status === 'VALIDATION_TIMED_OUT' || status === 'FAILED' ? 'FAILED' : 'SUCCESS';
}
