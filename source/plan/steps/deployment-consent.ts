import { exitCode, UserError } from '../../errors.ts';
import type { ResourceChange } from '../../event.ts';
import type { PreparedChangeSet } from '../../stack/change-set.ts';
import type { Facts } from '../facts.ts';
import type { Ports } from '../ports.ts';
import type { DeploymentStep } from '../step.ts';

export type Changes = Extract<PreparedChangeSet, { kind: 'changes' }>;

/** The guard's no holds whatever the person says, with `--yes` too. */
export function changeRefused(
  step: DeploymentStep,
  changeSet: Changes,
  facts: Facts,
  back: boolean,
): UserError {
  const refused = changeSet.changes.filter((change) => change.verdict === 'refused');
  return new UserError({
    code: 'change-refused',
    message: `CloudFormation would do more to ${step.stack} than ${meant(step)}: ${inWords(refused)}. Nothing was executed${back ? ', and the manifest was put back' : ''}.`,
    next: [
      'See why: the stack may have drifted from its template, or someone changed the template outside Copilot',
      `aws cloudformation detect-stack-drift --stack-name ${step.stack} --region ${facts.environment.region}`,
    ],
    details: refused.map(
      (change) => `${change.logicalId} (${change.resourceType}): ${change.reason ?? change.action}`,
    ),
    exitCode: exitCode.refused,
  });
}

function meant({ service, removes }: DeploymentStep): string {
  if (service !== undefined) return 'change what its listener rules do';
  return removes ? 'take its CDN away' : 'put a CDN in front of it';
}

function inWords(changes: readonly ResourceChange[]): string {
  const verb = (change: ResourceChange) =>
    change.action === 'remove' ? 'remove' : change.replacement === 'no' ? 'change' : 'replace';
  const said = changes.map(
    (change) => `${verb(change)} ${inSentence(change.description)} (${change.logicalId})`,
  );
  return said.length <= 2 ? said.join(' and ') : `${said.slice(0, 2).join(', ')} and ${said.length - 2} more`;
}

/** Asks with the change set before the person's eyes; what the guard only asks about is never the recommended answer. */
export function agreed(step: DeploymentStep, changeSet: Changes, ports: Ports): Promise<boolean> {
  const asked = changeSet.changes.filter((change) => change.verdict === 'ask');
  return ports.consent({
    changes: changeSet.changes,
    warnings: asked.map((change) => `${change.logicalId}: ${change.reason ?? 'not named by the patch'}`),
    question: {
      id: `deploy-${step.id}`,
      kind: 'choice',
      text: `Make these changes to ${step.stack}?`,
      flag: '--yes',
      choices: [
        { value: 'yes', label: 'Deploy' },
        {
          value: 'no',
          label: 'Stop here',
          columns: ['come back with: copilot-cdn resume'],
        },
      ],
      ...(asked.length === 0 && { recommended: 'yes' }),
      explanation: [
        'This is the change set that CloudFormation itself made from the edited template, property by property.',
        step.service !== undefined
          ? 'It was checked: it holds what these rules do, and nothing else; no task is started anew.'
          : step.removes
            ? 'It was checked: it removes what is the CDN’s own, and nothing else. Nobody comes through the distribution any more.'
            : 'It was checked: it holds what the CDN needs, and removes or replaces nothing that is not part of it.',
        'All parameters and tags of the stack stay as they are. If anything fails, CloudFormation takes the stack back.',
      ],
    },
  });
}

function inSentence(description: string): string {
  return /^(?:An?|The|Who) /.test(description)
    ? `${description.charAt(0).toLowerCase()}${description.slice(1)}`
    : description;
}
