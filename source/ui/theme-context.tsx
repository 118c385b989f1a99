import { createContext, useContext } from 'react';
import type { Line } from './line.ts';
import type { Theme } from './theme.ts';

/** Reads screens aloud, instead of drawing them. */
export const SpeakerContext = createContext<((lines: readonly Line[]) => void) | undefined>(undefined);

export const ThemeContext = createContext<Theme>({ colour: false, ascii: false, screenReader: false });

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
