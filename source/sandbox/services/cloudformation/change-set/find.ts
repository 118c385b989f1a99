import type { QueryInput } from '../../../protocol/index.ts';
import { queryText } from '../../../protocol/index.ts';
import { Fault } from '../../../service.ts';
import type { Home } from '../engine/home.ts';
import { findStack, type Stack, stacksOf } from '../stack.ts';
import type { ChangeSet } from './change-set.ts';

export interface Found {
  readonly stack: Stack;
  readonly changeSet: ChangeSet;
}

/** The change set of a request: by ARN, or by name and stack. Throws `ChangeSetNotFound` or `ValidationError`. */
export function findChangeSet(home: Home, input: QueryInput): Found {
  const name = queryText(input, 'ChangeSetName') ?? '';
  const stackName = queryText(input, 'StackName');
  if (name.startsWith('arn:')) {
    for (const stack of stacksOf(home.region)) {
      const changeSet = stack.changeSets.get(name);
      if (changeSet) return { stack, changeSet };
    }
    throw notFound(name);
  }
  if (stackName === undefined) {
    throw new Fault(
      'ValidationError',
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    );
  }
  const stack = findStack(home.region, stackName);
  if (!stack) throw new Fault('ValidationError', `Stack [${stackName}] does not exist`);
  const changeSet = [...stack.changeSets.values()].find((one) => one.name === name);
  if (changeSet) return { stack, changeSet };
  throw notFound(name);
}

function notFound(name: string): Fault {
  return new Fault('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404);
}
