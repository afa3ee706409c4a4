import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { KeptDocument } from '../client/kept-document.ts';
import { announce } from '../stores/notices.ts';
import { useTerminal } from '../stores/terminal.ts';
import { settingsText } from '../text/settings.ts';
import { applySettings } from './apply-settings.ts';
import { readSettings, settingsFile } from './settings-file.ts';
import type { ReadSettings } from './settings-file.ts';
import { useSettingValues, useSettingsFound } from './settings-store.ts';

/** The one document of settings. */
const NAME = 'settings';

/** Loads the settings, saves each change, and follows those of other windows. Returns what ends it. */
export function keepSettingsDocument(client: EngineClient): () => void {
  /** What was loaded; it is not saved again. */
  let known = useSettingValues.getState();
  const document = new KeptDocument<ReadSettings>({
    client,
    kind: 'settings',
    name: NAME,
    read: readSettings,
    write: ({ values }) => settingsFile(values),
    onValue: (read) => {
      if (read === null) {
        // Without settings of its own yet: what an older version has kept of theme and density.
        const { theme, density } = useTerminal.getState();
        useSettingValues.setState({ 'appearance.theme': theme, 'appearance.density': density });
        return;
      }
      for (const problem of read.problems) announce('warning', problem, 'terminal.settings');
      known = read.values;
      useSettingsFound.setState({ found: true });
      useSettingValues.setState(read.values);
    },
    onProblem: (problem) => {
      announce('warning', settingsText.notKept(problemText(problem)), 'terminal.settings');
    },
  });
  const stop = useSettingValues.subscribe((values) => {
    if (JSON.stringify(settingsFile(values)) === JSON.stringify(settingsFile(known))) return;
    known = values;
    document.save({ values, problems: [] });
  });
  const unapply = applySettings();
  return () => {
    stop();
    unapply();
    document.dispose();
  };
}
