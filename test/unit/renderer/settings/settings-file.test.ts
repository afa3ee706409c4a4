import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS, SETTINGS } from '../../../../renderer/settings/definitions.ts';
import { readSettings, settingsFile } from '../../../../renderer/settings/settings-file.ts';

describe('the file of settings', () => {
  it('holds only what is not as at first, and is read back the same', () => {
    expect(settingsFile(INITIAL_SETTINGS)).toEqual({ version: 1, settings: {} });
    const values = { ...INITIAL_SETTINGS, 'appearance.theme': 'contrast', 'help.start': false };
    const file = settingsFile(values);
    expect(file.settings).toEqual({ 'appearance.theme': 'contrast', 'help.start': false });
    expect(readSettings(JSON.parse(JSON.stringify(file)))).toEqual({ values, problems: [] });
  });

  it('costs a wrong value only itself, and says which', () => {
    const settings = { 'appearance.theme': 'pink', 'help.start': 'yes', magic: 1 };
    const right = { 'appearance.zone': 'utc' };
    const read = readSettings({ version: 1, settings: { ...settings, ...right } });
    expect(read?.values).toEqual({ ...INITIAL_SETTINGS, ...right });
    expect(read?.problems).toEqual([
      'Settings: appearance.theme must be one of dark, light, contrast, colour-blind',
      'Settings: help.start must be true or false',
      'Settings: there is no magic',
    ]);
  });

  it('that is another file is none', () => {
    for (const value of [null, 3, [], {}, { version: 2, settings: {} }, { version: 1 }]) {
      expect(readSettings(value)).toBeNull();
    }
  });

  it('is documented: every setting with its values and its default', () => {
    const page = readFileSync(new URL('../../../../docs/settings.md', import.meta.url), 'utf8');
    for (const setting of SETTINGS) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${setting.id}\``));
      expect(row, setting.id).toContain(`| \`${String(setting.initial)}\``);
      if (setting.kind !== 'choice') continue;
      for (const { value } of setting.choices) expect(row).toContain(`\`${value}\``);
    }
  });
});
