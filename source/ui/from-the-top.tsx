import { useStdout } from 'ink';
import { type ReactNode, useInsertionEffect } from 'react';

export const homeAndErase = '\u001b[H\u001b[J';

/**
 * Begins the first frame in the upper left corner. A terminal enters the alternate screen with the cursor where it stood; insertion
 * effects run after that and before Ink writes the frame.
 */
export function FromTheTop({ isActive, children }: { isActive: boolean; children: ReactNode }): ReactNode {
  const { stdout } = useStdout();
  useInsertionEffect(() => {
    if (isActive) stdout.write(homeAndErase);
  }, [isActive, stdout]);
  return children;
}
