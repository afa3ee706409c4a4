import { settingsText } from '../text/settings.ts';
import { INITIAL_SETTINGS, SETTINGS, settingProblem } from './definitions.ts';
import type { SettingId, SettingValue, SettingValues } from './definitions.ts';

/** Raised when older files would be misread. */
const VERSION = 1;

/** What a file says, and a sentence on each part that can't be used. */
export interface ReadSettings {
  readonly values: SettingValues;
  readonly problems: readonly string[];
}

/** The file: only what is not as at first, so that a better default reaches everybody else. */
export function settingsFile(values: SettingValues): {
  readonly version: number;
  readonly settings: Readonly<Record<string, SettingValue>>;
} {
  const changed = SETTINGS.filter(({ id, initial }) => values[id] !== initial);
  return {
    version: VERSION,
    settings: Object.fromEntries(changed.map(({ id }) => [id, values[id]])),
  };
}

/**
 * Reads a file; a setting that is wrong costs only itself. null: it is no file of settings. Checked by
 * the table that the dialog is made of and not by a schema library: two kinds of value need no other
 * language, the sentences name the choices, and the page is spared what only the engine loads.
 */
export function readSettings(file: unknown): ReadSettings | null {
  if (!isRecord(file) || file['version'] !== VERSION || !isRecord(file['settings'])) return null;
  const values: Record<SettingId, SettingValue> = { ...INITIAL_SETTINGS };
  const problems: string[] = [];
  for (const [id, value] of Object.entries(file['settings'])) {
    const setting = SETTINGS.find((known) => known.id === id);
    if (setting === undefined) {
      problems.push(settingsText.problems.unknown(id));
      continue;
    }
    const problem = settingProblem(setting, value);
    // A value without a problem is one of the kinds there are.
    if (problem === null) values[setting.id] = value as SettingValue;
    else problems.push(problem);
  }
  return { values, problems };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
