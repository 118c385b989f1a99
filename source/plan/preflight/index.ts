import type { PatchedNode } from '../../cdn/environment-patch.ts';
import { UserError } from '../../errors.ts';
import { cdnChange } from '../deployment-step.ts';
import type { Desired } from '../desired.ts';
import type { Facts } from '../facts.ts';
import type { Check } from './check.ts';
import { cloudFrontMayEnter, prefixListKnown, rulesFit } from './load-balancer.ts';
import { namesAreFree, namesKeepCertificate, servicesHaveNames } from './names.ts';
import { accessControlNameFits, functionsKeepRunning, rolesMayBeUsed, stackTakesUpdates } from './stack.ts';
import { staticFilesArrive } from './static-files.ts';
import { manifestIsClean, nothingElseUndeployed, overridesAreApplied } from './workspace.ts';

/** What can be known to go wrong before anything is begun. */
export function preflight(facts: Facts, desired: Desired): readonly Check[] {
  return [
    ...stackTakesUpdates(facts),
    ...rolesMayBeUsed(facts),
    ...servicesHaveNames(facts),
    ...namesKeepCertificate(facts, desired),
    ...namesAreFree(facts, desired),
    ...cloudFrontMayEnter(facts, desired),
    ...prefixListKnown(facts, desired),
    ...rulesFit(facts, desired),
    ...manifestIsClean(facts),
    ...nothingElseUndeployed(facts, {
      ...cdnChange(facts, desired),
      restrictIngress: desired.restrictIngress,
    }),
    ...overridesAreApplied(facts),
    ...staticFilesArrive(facts, desired),
  ];
}

/** Of what an update would change. */
export function preflightOfUpdate(facts: Facts, nodes: readonly PatchedNode[]): readonly Check[] {
  return [...accessControlNameFits(facts, nodes), ...functionsKeepRunning(facts, nodes)];
}

/**
 * The first that blocks is what is said; the others are listed under it.
 * @throws UserError of a check that blocks
 */
export function refuseBlocked(checks: readonly Check[]): void {
  const errors = checks.flatMap((check) => (check.verdict === 'blocking' ? check.error : []));
  const [first, ...others] = errors;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const { code, message, next, exitCode } = first;
  throw new UserError({
    code,
    message,
    next: [...next, ...others.flatMap((error) => error.next)],
    details: [...first.details, ...others.map((error) => `Also: ${error.message}`)],
    exitCode,
  });
}
