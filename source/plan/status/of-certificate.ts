import { type CertificateFacts, coverage } from '../../cdn/certificate-coverage.ts';
import { renewsItself } from '../../cdn/certificate-rank.ts';
import { daysUntil, endInWords } from '../../cdn/certificate-words.ts';
import { ifKnown, liveDistribution, type StatusFacts } from './facts.ts';
import { few, note, problem, type StatusFinding, warning } from './finding.ts';

/** Somebody has to act within a month. ACM itself begins 60 days before the end (ACM user guide, "Managed certificate renewal"). */
const soonDays = 30;

/** The certificate that visitors are shown. */
export function ofCertificate(facts: StatusFacts): readonly StatusFinding[] {
  const live = liveDistribution(facts);
  if (live === undefined) return [];
  const { name } = facts.environment;
  const found = ifKnown(facts.certificate);
  if (found === 'gone')
    return [
      problem(
        'certificate-gone',
        'certificate',
        `${live.id} names ${live.certificateArn}, which ACM does not have.`,
        renewed(name),
      ),
    ];
  if (found !== undefined) return ofFound(found, live.aliases, facts);
  if (!facts.certificate.known || facts.services.length === 0) return [];
  return [
    note(
      'no-certificate',
      'certificate',
      `${live.id} has no certificate, so it answers for no name but ${live.domainName}.`,
      `copilot-cdn setup --env ${name} --certificate auto`,
    ),
  ];
}

/** The setup keeps a certificate that can be used at all, so a new one is asked for by name. */
function renewed(environment: string): string {
  return `copilot-cdn setup --env ${environment} --certificate request`;
}

function ofFound(
  certificate: CertificateFacts,
  aliases: readonly string[],
  facts: StatusFacts,
): readonly StatusFinding[] {
  const { now, environment } = facts;
  return [...ofLife(certificate, facts), ...ofCoverage(certificate, aliases, now, environment.name)];
}

function ofLife(certificate: CertificateFacts, { now, environment }: StatusFacts): readonly StatusFinding[] {
  const { notAfter, status, domainName } = certificate;
  const next = renewed(environment.name);
  const ended = notAfter !== undefined && notAfter <= now;
  if (status === 'EXPIRED' || ended) {
    const when = notAfter === undefined ? 'has expired' : endInWords(notAfter, now);
    const says = `The certificate ${domainName} ${when}: browsers turn visitors away.`;
    return [problem('certificate-ended', 'certificate', says, next)];
  }
  if (status !== 'ISSUED') {
    const says = `The certificate ${domainName} is ${status.toLowerCase().replaceAll('_', ' ')}, not issued.`;
    return [problem('certificate-not-issued', 'certificate', says, next)];
  }
  if (notAfter === undefined || daysUntil(notAfter, now) >= soonDays) return [];
  const end = endInWords(notAfter, now);
  if (!renewsItself(certificate)) {
    const says = `The certificate ${domainName} ${end} and does not renew itself.`;
    return [warning('certificate-ends-soon', 'certificate', says, next)];
  }
  const says = `The certificate ${domainName} ${end}, and ACM has not renewed it although it should have: the records that prove its names are gone, it seems.`;
  const look = `aws acm describe-certificate --region us-east-1 --certificate-arn ${certificate.arn} shows the CNAME records to write`;
  return [warning('certificate-not-renewed', 'certificate', says, look)];
}

function ofCoverage(
  certificate: CertificateFacts,
  aliases: readonly string[],
  now: Date,
  environment: string,
): readonly StatusFinding[] {
  const { missing } = coverage(certificate, aliases, now);
  if (missing.length === 0) return [];
  const says = `The certificate ${certificate.domainName} does not cover ${few(missing)}.`;
  return [problem('certificate-misses-names', 'certificate', says, renewed(environment))];
}
