import type { Region, World } from '../../../world.ts';
import { regionOf } from '../../../world-factory.ts';
import type { Place } from '../resource-types/resource-type.ts';
import type { Stack, Tags } from '../stack.ts';

/** Where a stack lives. The clock is the world's, or one that does not wait (settle.ts). */
export interface Home {
  readonly world: World;
  readonly region: Region;
}

export function homeOf(world: World, account: string, region: string): Home {
  return { world, region: regionOf(world, account, region) };
}

export function placeOf(home: Home, stack: Stack, logicalId: string, type: string, tags: Tags): Place {
  return {
    world: home.world,
    account: home.region.account,
    region: home.region.name,
    stackName: stack.name,
    stackId: stack.id,
    logicalId,
    type,
    tags: {
      ...tags,
      'aws:cloudformation:stack-name': stack.name,
      'aws:cloudformation:stack-id': stack.id,
      'aws:cloudformation:logical-id': logicalId,
    },
  };
}

export function stackArn(home: Home, name: string): string {
  const { account, name: region } = home.region;
  return `arn:aws:cloudformation:${region}:${account}:stack/${name}/${home.world.identifiers.uuid()}`;
}
