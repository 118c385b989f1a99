import { Fault } from '../../../service.ts';
import type { Template } from './template.ts';

const iamTypes: ReadonlyMap<string, string> = new Map([
  ['AWS::IAM::AccessKey', ''],
  ['AWS::IAM::Group', 'GroupName'],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName'],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::IAM::Policy', ''],
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::IAM::User', 'UserName'],
  ['AWS::IAM::UserToGroupAddition', ''],
]);

/** Which capability the template asks for, and because of which types. */
export function capabilitiesOf(template: Template): {
  readonly capabilities: readonly string[];
  readonly types: readonly string[];
} {
  const resources = [...template.resources.values()].filter((resource) => iamTypes.has(resource.type));
  const types = [...new Set(resources.map((resource) => resource.type))].sort();
  if (resources.length === 0) return { capabilities: [], types };
  const named = resources.some((resource) => {
    const property = iamTypes.get(resource.type);
    return property !== undefined && property !== '' && resource.properties[property] !== undefined;
  });
  return { capabilities: [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'], types };
}

/** Throws `InsufficientCapabilitiesException` unless the caller acknowledged what the template makes. */
export function checkCapabilities(template: Template, given: readonly string[]): void {
  const { capabilities } = capabilitiesOf(template);
  const needed = capabilities[0];
  if (needed === undefined || given.includes('CAPABILITY_NAMED_IAM')) return;
  if (needed === 'CAPABILITY_IAM' && given.includes('CAPABILITY_IAM')) return;
  throw new Fault('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
}
