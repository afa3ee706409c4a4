import { setNumberMarks } from '../format/number.ts';
import { DENSITIES, THEMES, useTerminal } from '../stores/terminal.ts';
import { setSetting, useSettingValues } from './settings-store.ts';
import type { SettingValues } from './definitions.ts';

/**
 * Lets settings act where their subject is, and what is changed there by a key be a setting. Returns
 * what ends it.
 */
export function applySettings(): () => void {
  apply(useSettingValues.getState());
  const undo = [
    useSettingValues.subscribe(apply),
    useTerminal.subscribe(({ theme, density }, before) => {
      if (theme !== before.theme) setSetting('appearance.theme', theme);
      if (density !== before.density) setSetting('appearance.density', density);
    }),
  ];
  return () => {
    for (const stop of undo) stop();
  };
}

function apply(values: SettingValues): void {
  const theme = THEMES.find((known) => known === values['appearance.theme']);
  const density = DENSITIES.find((known) => known === values['appearance.density']);
  const now = useTerminal.getState();
  if (theme !== undefined && theme !== now.theme) useTerminal.setState({ theme });
  if (density !== undefined && density !== now.density) useTerminal.setState({ density });
  setNumberMarks(String(values['appearance.numbers']));
}
