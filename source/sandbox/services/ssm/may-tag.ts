import { denialOf } from '../../permissions.ts';
import { refusalsOf } from '../../refusals.ts';
import type { Credential, World } from '../../world.ts';

/** Who makes a parameter with tags must be allowed to tag it, too. Throws `AccessDeniedException`. */
export function mayTag(world: World, credential: Credential, resource: string): void {
  const denial = denialOf(world, credential, 'ssm:AddTagsToResource', resource);
  if (denial !== undefined) throw refusalsOf('json').denied(denial);
}
