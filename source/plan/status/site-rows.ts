import { daysInWords, daysUntil } from '../../cdn/certificate-words.ts';
import type { FactEvent } from '../../event.ts';
import { stackStatus } from '../../stack/status.ts';
import type { Part, StatusFinding } from './finding.ts';
import type { SiteStatusFacts } from './site-status-facts.ts';

/** What is true of a static site, a row for each part. */
export function siteRows(facts: SiteStatusFacts, findings: readonly StatusFinding[]): readonly FactEvent[] {
  const { site, files, certificate, answer, now } = facts;
  const { stack, stackName, deployed, distribution, name, bucket } = site;
  const row = (part: Part, label: string, text: string, value: FactEvent['value'] = text): FactEvent => {
    const found = findings.filter((finding) => finding.part === part).map(({ severity }) => severity);
    const standing = (['problem', 'warning', 'note'] as const).find((each) => found.includes(each)) ?? 'well';
    return { type: 'fact', name: part, label, value, text, standing };
  };
  const maker = deployed?.maker === 'copilot' ? ', made by Copilot' : '';
  return [
    row(
      'stack',
      'Stack',
      stack === undefined
        ? `${stackName} is not there`
        : `${stackName} ${stackStatus(stack.status).words}${maker}`,
    ),
    ...(distribution === undefined
      ? []
      : [
          row(
            'distribution',
            'Distribution',
            `${distribution.id}  ${distribution.domainName}  ${distribution.status === 'Deployed' ? 'deployed' : 'on its way to the edge'}`,
            [distribution.id, distribution.domainName, distribution.status],
          ),
        ]),
    ...(name === undefined
      ? []
      : [row('name', 'Name', `${name.name} ${leads[name.leadsTo]}`, [name.name, name.leadsTo])]),
    ...(certificate?.notAfter === undefined
      ? []
      : [
          row(
            'certificate',
            'Certificate',
            `${certificate.domainName}, ${daysInWords(daysUntil(certificate.notAfter, now))} left${certificate.renewsItself ? ', renews itself' : ''}`,
            [certificate.arn, certificate.domainName],
          ),
        ]),
    ...(bucket === undefined
      ? []
      : [row('files', 'Files', `${filesInWords(files)} in ${bucket}`, files.deployed ?? null)]),
    ...(answer === undefined ? [] : [row('answer', 'Answer', `${answer.url} ${answer.text}`)]),
  ];
}

const leads = {
  distribution: 'leads to it',
  'load-balancer': 'leads to a load balancer',
  elsewhere: 'leads elsewhere',
  nowhere: 'leads nowhere',
  unknown: 'could not be asked for',
} as const;

function filesInWords({ deployed, why }: SiteStatusFacts['files']): string {
  const there = deployed === undefined ? 'not deployed by this program' : deployed.toLocaleString('en');
  return why === undefined ? there : `${there} (${why})`;
}
