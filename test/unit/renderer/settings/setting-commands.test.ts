import { beforeEach, describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS } from '../../../../renderer/settings/definitions.ts';
import { settingCommands } from '../../../../renderer/settings/setting-commands.ts';
import { useSettingValues } from '../../../../renderer/settings/settings-store.ts';
import { wordsRank } from '../../../../renderer/shell/words-rank.ts';

describe('the commands of settings', () => {
  beforeEach(() => useSettingValues.setState(INITIAL_SETTINGS));

  it('set the value that their words name, and are not offered for the value in use', () => {
    const offered = () => settingCommands().filter((command) => command.when?.() !== false);
    const light = offered().find(({ title }) => wordsRank('light theme', title, '') > 0);
    expect(light?.title).toBe('Theme: Light');
    light?.run();
    expect(useSettingValues.getState()['appearance.theme']).toBe('light');
    const themes = offered()
      .map(({ title }) => title)
      .filter((title) => title.startsWith('Theme'));
    expect(themes).toEqual(['Theme: Dark', 'Theme: High contrast', 'Theme: Colour-blind safe']);
  });

  it('switch on and off what is a switch', () => {
    const off = settingCommands().find(({ id }) => id === 'setting.help.start.false');
    off?.run();
    expect(useSettingValues.getState()['help.start']).toBe(false);
    expect(off?.when?.()).toBe(false);
  });
});
