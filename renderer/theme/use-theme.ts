import { useLayoutEffect } from 'react';
import { useTerminal } from '../stores/terminal.ts';

/** Puts theme and density of the terminal on the document, where the style sheets look for them. */
export function useTheme(): void {
  const theme = useTerminal((terminal) => terminal.theme);
  const density = useTerminal((terminal) => terminal.density);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    document.documentElement.dataset['density'] = density;
  }, [theme, density]);
}
