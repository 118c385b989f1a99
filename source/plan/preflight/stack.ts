import { accessControlNameLimit, accessControlNameOf } from '../../cdn/access-control-name.ts';
import type { PatchedNode } from '../../cdn/environment-patch.ts';
import { UserError } from '../../errors.ts';
import { stackStatus, wayOut } from '../../stack/status.ts';
import type { Facts } from '../facts.ts';
import { blocking, type Check, passed, warning } from './check.ts';

/** Whether it may be deployed to is asked again right before, and refused then; here it is told early. */
export function stackTakesUpdates(facts: Facts): readonly Check[] {
  const { name, status } = facts.stack;
  const way = wayOut(name, status, { ...facts.environment });
  if (way !== undefined)
    return [warning('stack-takes-updates', `${name} is stuck`, { why: way.message, next: way.next })];
  const meaning = stackStatus(status);
  if (meaning.settled) return [passed('stack-takes-updates', `${name} can be updated`)];
  return [
    warning('stack-takes-updates', `${name} ${meaning.words} now`, {
      why: 'CloudFormation does one update of a stack at a time; nothing is deployed while another one runs.',
      next: [`copilot-cdn watch ${name} follows it to its end`],
    }),
  ];
}

/**
 * Copilot's manager role may pass the execution role only while that carries both tags, which it has from the stack
 * (docs/copilot.md, 2.3). An update sends every tag of the stack again.
 */
export function rolesMayBeUsed(facts: Facts): readonly Check[] {
  const { application, environment, stack } = facts;
  const wanted = { 'copilot-application': application.name, 'copilot-environment': environment.name };
  const wrong = Object.entries(wanted).filter(([key, value]) => stack.tags[key] !== value);
  const other =
    stack.outputs.CFNExecutionRoleARN !== undefined &&
    stack.outputs.CFNExecutionRoleARN !== environment.executionRoleArn;
  if (wrong.length === 0 && !other)
    return [passed('roles', 'The stack has the tags and the execution role that updates need')];
  if (wrong.length > 0) {
    return [
      warning('roles', `${stack.name} is without the tag ${wrong.map(([key]) => key).join(' and ')}`, {
        why: "The environment's manager role may hand CloudFormation its execution role only while both carry Copilot's tags, which come from the stack.",
        next: [
          `aws cloudformation update-stack --stack-name ${stack.name} --region ${environment.region} --use-previous-template --tags … with your own credentials puts them back`,
        ],
      }),
    ];
  }
  return [
    warning('roles', 'The record of the environment names another execution role than its stack', {
      why: `The stack's own is ${stack.outputs.CFNExecutionRoleARN}, the record in the Parameter Store says ${environment.executionRoleArn}; updates are made with the latter, as Copilot does.`,
    }),
  ];
}

const accessControlName = 'Resources/CloudFrontOriginAccessControl/Properties/OriginAccessControlConfig/Name';

/** CloudFormation makes a name of the application's and the environment's, and CloudFront takes 64 characters. */
export function accessControlNameFits(facts: Facts, nodes: readonly PatchedNode[]): readonly Check[] {
  const isNew = nodes.some(
    ({ logicalId, action }) => logicalId === 'CloudFrontOriginAccessControl' && action === 'add',
  );
  const isOwn = facts.workspace.overrides.patches.some(({ path }) => path.join('/') === accessControlName);
  if (!isNew || isOwn) return [];
  const name = accessControlNameOf(facts.application.name, facts.environment.name);
  if (name.length <= accessControlNameLimit)
    return [passed('access-control-name', 'The name of the origin access control fits')];
  const error = new UserError({
    code: 'access-control-name-too-long',
    message: `Static assets are read through an origin access control named ${name}: ${name.length} characters, and CloudFront takes ${accessControlNameLimit}. The name comes from those of the application and the environment.`,
    next: [
      `Give it another with a patch in copilot/environments/overrides/cfn.patches.yml: replace /${accessControlName}`,
      'Or leave cdn.static_assets out of the manifest',
    ],
  });
  return [blocking('access-control-name', 'The name of the origin access control is too long', error)];
}

/** AWS stopped both creating and updating functions on these (Lambda's runtime page; nodejs20.x since 30 September 2026). */
export const endedRuntime = /^nodejs(?:\d|1\d|20)(?:\.|$)/;

/** Functions that are there keep running whatever their runtime, as long as nobody changes them. */
export function functionsKeepRunning(facts: Facts, nodes: readonly PatchedNode[]): readonly Check[] {
  const ended = facts.deployed.runtimes.filter(({ runtime }) => endedRuntime.test(runtime));
  if (ended.length === 0) return [passed('runtimes', 'Every function runs on a runtime that AWS updates')];
  const changed = ended.filter(({ logicalId }) =>
    nodes.some((node) => node.logicalId === logicalId && node.action === 'modify'),
  );
  const runtimes = [...new Set(ended.map(({ runtime }) => runtime))].sort();
  const some = ended.length === 1 ? `${ended[0]?.logicalId} runs` : `${ended.length} functions run`;
  const title = `${some} on ${runtimes.join(' and ')}, which AWS no longer accepts for changes`;
  return changed.length > 0
    ? [
        warning('runtimes', title, {
          why: `This update changes ${changed.map(({ logicalId }) => logicalId).join(', ')}, so AWS may refuse it and CloudFormation would take everything back.`,
          next: ['Give it a newer runtime with copilot/environments/overrides/cfn.patches.yml'],
        }),
      ]
    : [
        warning('runtimes', title, {
          why: 'This update does not touch them, and what is there keeps running; what is new gets a current runtime.',
        }),
      ];
}
