import { daysInWords, daysUntil } from '../../cdn/certificate-words.ts';
import { deployedKey } from '../../site/deployed.ts';
import { isEmpty } from '../../site/upload-plan.ts';
import { stackStatus, wayOut } from '../../stack/status.ts';
import { makeAnew } from '../site/make-anew.ts';
import { isGone } from '../site/wanted-stack.ts';
import { note, problem, type StatusFinding, warning } from './finding.ts';
import type { SiteStatusFacts } from './site-status-facts.ts';

/** Days before its end from which a certificate that nobody renews is told of. */
const soon = 30;

/** What is off with a static site, the worst first. */
export function siteFindings(facts: SiteStatusFacts): readonly StatusFinding[] {
  const all = [
    ...ofStack(facts),
    ...ofName(facts),
    ...ofCertificate(facts),
    ...ofAnswer(facts),
    ...ofFiles(facts),
  ];
  const order = ['problem', 'warning', 'note'];
  return all.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

function deployCommand({ site }: SiteStatusFacts): string {
  return `copilot-cdn site deploy ${site.service} --env ${site.environment.name}`;
}

function ofStack(facts: SiteStatusFacts): StatusFinding[] {
  const { site, stackDiffers } = facts;
  const { stack, stackName, environment, distribution } = site;
  if (stack === undefined || isGone(stack.status))
    return [
      problem(
        'site-not-deployed',
        'stack',
        `${site.service} is not deployed to ${environment.name}.`,
        deployCommand(facts),
      ),
    ];
  const { settled, words } = stackStatus(stack.status);
  if (!settled)
    return [note('site-stack-busy', 'stack', `${stackName} ${words}.`, `copilot-cdn watch ${stackName}`)];
  const { executionRoleArn, region } = environment;
  const way = wayOut(stackName, stack.status, { executionRoleArn, region });
  if (way !== undefined) return [problem('site-stack-stuck', 'stack', way.message, ...way.next)];
  return [
    ...(stackDiffers
      ? [
          warning(
            'site-manifest-ahead',
            'stack',
            'The manifest says something else than what is deployed.',
            deployCommand(facts),
          ),
        ]
      : []),
    ...lostParts(facts),
    ...(distribution?.status === 'InProgress'
      ? [
          note(
            'site-distribution-updating',
            'distribution',
            `${distribution.id} is on its way to the edge, which takes some minutes.`,
          ),
        ]
      : []),
  ];
}

/** What somebody deleted by hand, CloudFormation believes to be there. */
function lostParts({ site, files }: SiteStatusFacts): StatusFinding[] {
  const { stackName, service, environment, lostDistribution, bucket } = site;
  const next = makeAnew(service, environment.name);
  return [
    ...(lostDistribution === undefined
      ? []
      : [
          problem(
            'site-distribution-gone',
            'distribution',
            `${stackName} names the distribution ${lostDistribution}, and this account has none of that id.`,
            ...next,
          ),
        ]),
    ...(files.lost === true
      ? [
          problem(
            'site-bucket-gone',
            'files',
            `${stackName} names the bucket ${bucket}, and there is none.`,
            ...next,
          ),
        ]
      : []),
  ];
}

function ofName({ site }: SiteStatusFacts): StatusFinding[] {
  const { name, distribution, service, environment } = site;
  if (name === undefined || distribution === undefined || name.leadsTo === 'distribution') return [];
  const words = { nowhere: 'leads nowhere', unknown: 'cannot be asked for' } as const;
  const where =
    name.leadsTo === 'nowhere' || name.leadsTo === 'unknown' ? words[name.leadsTo] : 'leads elsewhere';
  return [
    problem(
      'site-name-elsewhere',
      'name',
      `${name.name} ${where}${name.through === undefined ? '' : ` (${name.through})`}, not to ${distribution.domainName}.`,
      `copilot-cdn site deploy ${service} --env ${environment.name}`,
    ),
  ];
}

function ofCertificate({ certificate, now, site }: SiteStatusFacts): StatusFinding[] {
  if (certificate?.notAfter === undefined || certificate.renewsItself) return [];
  const days = daysUntil(certificate.notAfter, now);
  if (days > soon) return [];
  return [
    warning(
      'site-certificate-ending',
      'certificate',
      `The certificate for ${certificate.domainName} ends in ${daysInWords(days)} and does not renew itself.`,
      `copilot-cdn site deploy ${site.service} --env ${site.environment.name} --certificate request`,
    ),
  ];
}

function ofAnswer(facts: SiteStatusFacts): StatusFinding[] {
  const { answer } = facts;
  if (answer === undefined || answer.well) return [];
  return [
    problem('site-answers-ill', 'answer', `${answer.url} answers ${answer.text}.`, ...answerMended(facts)),
  ];
}

/** What the program did itself, a deploy does again; what somebody did by hand, it does not see. */
function answerMended(facts: SiteStatusFacts): readonly string[] {
  const { answer, site, files } = facts;
  const deploy = deployCommand(facts);
  if (files.lost === true) return makeAnew(site.service, site.environment.name);
  if (answer?.status === 404)
    return [
      deploy,
      `where that finds nothing to do: aws s3 rm s3://${site.bucket}/${deployedKey}, and the same again compares with the bucket itself`,
    ];
  if (answer?.status === 403)
    return [
      deploy,
      `where that finds nothing to do: aws cloudformation detect-stack-drift --stack-name ${site.stackName} --region ${site.environment.region}`,
    ];
  return [deploy];
}

function ofFiles(facts: SiteStatusFacts): StatusFinding[] {
  const { claim, plan } = facts.files;
  if (claim?.holds)
    return [
      note('site-deploy-under-way', 'files', 'Another deploy is under way; its last sign of life is fresh.'),
    ];
  if (claim !== undefined)
    return [
      warning(
        'site-deploy-unfinished',
        'files',
        'The last deploy did not come to its end.',
        deployCommand(facts),
      ),
    ];
  if (plan === undefined || isEmpty(plan)) return [];
  const parts = [
    ...(plan.uploads.length === 0 ? [] : [`${plan.uploads.length.toLocaleString('en')} changed`]),
    ...(plan.gone.length === 0 ? [] : [`${plan.gone.length.toLocaleString('en')} gone`]),
  ];
  return [
    note(
      'site-files-ahead',
      'files',
      `The files here are other ones than the site has: ${parts.join(', ')}.`,
      deployCommand(facts),
    ),
  ];
}
