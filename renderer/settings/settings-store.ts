import { create } from 'zustand';
import { INITIAL_SETTINGS } from './definitions.ts';
import type { SettingId, SettingValue, SettingValues } from './definitions.ts';

/** The settings in use; `keep-settings.ts` loads and saves them. */
export const useSettingValues = create<SettingValues>(() => INITIAL_SETTINGS);

/** Whether a document was there; what older versions have kept of the looks counts only without. */
export const useSettingsFound = create<{ readonly found: boolean }>(() => ({ found: false }));

export function setSetting(id: SettingId, value: SettingValue): void {
  useSettingValues.setState({ [id]: value });
}
