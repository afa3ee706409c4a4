import type { Page } from 'playwright';

const KEY_NAMES: Readonly<Record<string, string>> = { Ctrl: 'Control', Esc: 'Escape' };

/** Presses keys as the product writes them: `Alt+Shift+B`, `Ctrl+K`, `?`, `Esc`; held for `holdMs`. */
export function pressKeys(page: Page, keys: string, holdMs = 0): Promise<void> {
  const parts = keys.split('+').map((part) => KEY_NAMES[part] ?? part);
  const last = parts.pop() ?? '';
  // Letters by their place on the keyboard, which is what the terminal goes by.
  const key = /^[A-Z]$/.test(last) ? `Key${last}` : /^\d$/.test(last) ? `Digit${last}` : last;
  return page.keyboard.press([...parts, key].join('+'), { delay: holdMs });
}
