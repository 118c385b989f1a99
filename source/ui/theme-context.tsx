import { createContext, useContext } from 'react';
import type { Theme } from './theme.ts';

export const ThemeContext = createContext<Theme>({ colour: false, ascii: false, screenReader: false });

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
