import type { Command } from '../keyboard/commands.ts';
import { settingsText } from '../text/settings.ts';
import { SETTINGS } from './definitions.ts';
import type { Setting, SettingId, SettingValue } from './definitions.ts';
import { setSetting, useSettingValues } from './settings-store.ts';

/** A command for every value that a setting may take, so that the palette finds "light theme"; none for the one in use. */
export function settingCommands(): readonly Command[] {
  return SETTINGS.flatMap((setting: Setting<SettingId>) =>
    valuesOf(setting).map(({ value, text }) => ({
      id: `setting.${setting.id}.${value}`,
      title: settingsText.chooseCommand(setting.title, text),
      when: () => useSettingValues.getState()[setting.id] !== value,
      run: () => setSetting(setting.id, value),
    })),
  );
}

function valuesOf(
  setting: Setting,
): readonly { readonly value: SettingValue; readonly text: string }[] {
  if (setting.kind === 'choice') return setting.choices;
  return [
    { value: true, text: settingsText.on },
    { value: false, text: settingsText.off },
  ];
}
