import type { Command, Conversation, Reply, Screen } from '../wizard/screen.ts';

/** The screen and the person before it: something is shown, a command comes back. */
export interface Stage {
  readonly conversation: Conversation;
  readonly show: (screen: Screen) => void;
  /** Changes what is shown while somebody waits for a command: a list that has grown. */
  readonly update: (change: (screen: Screen) => Screen) => void;
  /** The next thing that the person does. One at a time. */
  readonly next: () => Promise<Reply>;
  /** Gets commands that nobody waits for: Ctrl-C while something is read. */
  readonly otherwise: (listener: (command: Command) => void) => void;
}

export function createStage(first: Screen): Stage {
  let screen = first;
  let waiting: ((reply: Reply) => void) | undefined;
  let otherwise: (command: Command) => void = () => undefined;
  const listeners = new Set<() => void>();
  const show = (next: Screen) => {
    screen = next;
    for (const listener of listeners) listener();
  };
  return {
    conversation: {
      screen: () => screen,
      subscribe: (changed) => {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
      dispatch: (command) => {
        if (command.type === 'play') return otherwise(command);
        const waiter = waiting;
        waiting = undefined;
        if (waiter === undefined) otherwise(command);
        else waiter(command);
      },
    },
    show,
    update: (change) => show(change(screen)),
    next: () =>
      new Promise((resolve) => {
        waiting = resolve;
      }),
    otherwise: (listener) => {
      otherwise = listener;
    },
  };
}
