import { useInput, usePaste } from 'ink';
import { createContext, type ReactNode, type RefObject, useContext, useLayoutEffect, useRef } from 'react';
import { type KeyPress, keyPress } from './key-press.ts';

type KeyHandler = (key: KeyPress) => void;

const KeysContext = createContext<RefObject<KeyHandler> | undefined>(undefined);

/** Listens for as long as the program runs, so that raw mode and paste mode are set once, and gives each key to the screen that stands. */
export function KeysProvider({ onLeave, children }: { onLeave: () => void; children: ReactNode }): ReactNode {
  const handler = useRef<KeyHandler>(() => {});
  useInput((input, key) => {
    const press = keyPress(input, key);
    if (press === undefined) return;
    if (press.kind === 'control' && press.letter === 'c') onLeave();
    else handler.current(press);
  });
  usePaste((text) => handler.current({ kind: 'text', text }));
  return <KeysContext.Provider value={handler}>{children}</KeysContext.Provider>;
}

/** Gives the keys to `handler`, from this render on. One screen stands at a time, so one handler does. */
export function useKeys(handler: KeyHandler): void {
  const current = useContext(KeysContext);
  useLayoutEffect(() => {
    if (current === undefined) return undefined;
    current.current = handler;
    return () => {
      current.current = () => {};
    };
  });
}
