import { exitCode, UserError } from '../../errors.ts';
import type { Emit } from '../../event.ts';
import type { Ports } from '../../plan/ports.ts';
import type { SiteFacts } from '../../plan/site/site-facts.ts';
import { consentOf } from '../setup/in-lines.ts';

/** As `consentOf`; that a name leads elsewhere is told as what it is. */
export function siteConsentOf({ service, environment, name }: SiteFacts, emit: Emit): Ports['consent'] {
  const consent = consentOf(emit);
  return async (asked) => {
    if (asked.question.id !== 'move-name' || asked.warnings.length === 0) return consent(asked);
    const command = `copilot-cdn site deploy ${service} --env ${environment.name}`;
    throw new UserError({
      code: 'name-in-use',
      message: `${name?.name ?? 'The name'} leads elsewhere, and visitors there would come to ${service} instead. --yes is no answer to that. The site itself is deployed.`,
      next: [
        `Run it in a terminal, which asks: ${command}`,
        'Or take the record away, then run the same command again',
      ],
      details: asked.warnings,
      exitCode: exitCode.refused,
    });
  };
}
