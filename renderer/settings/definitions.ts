/**
 * Every setting of the terminal, once: its name in the file, its words, what may be chosen and what it
 * is at first. The dialog, the check of a file and docs/settings.md follow from here.
 */
import { settingsText } from '../text/settings.ts';

interface SettingBase<Id extends string> {
  /** `area.name`, as the file spells it. */
  readonly id: Id;
  readonly title: string;
  readonly help: string;
}

/** One of a few. */
export interface ChoiceSetting<Id extends string = string> extends SettingBase<Id> {
  readonly kind: 'choice';
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  readonly initial: string;
}

/** On or off. */
export interface SwitchSetting<Id extends string = string> extends SettingBase<Id> {
  readonly kind: 'switch';
  readonly initial: boolean;
}

export type Setting<Id extends string = string> = ChoiceSetting<Id> | SwitchSetting<Id>;
export type SettingValue = string | boolean;

const words = settingsText.settings;

function choice<Id extends keyof typeof words>(
  id: Id,
  choices: Readonly<Record<string, string>>,
  initial: string,
): ChoiceSetting<Id> {
  const list = Object.entries(choices).map(([value, text]) => ({ value, text }));
  return { kind: 'choice', id, ...words[id], choices: list, initial };
}

function onOff<Id extends keyof typeof words>(id: Id, initial: boolean): SwitchSetting<Id> {
  return { kind: 'switch', id, ...words[id], initial };
}

const { choices } = settingsText;

export const SETTINGS = [
  choice('appearance.theme', choices.themes, 'dark'),
  choice('appearance.density', choices.densities, 'compact'),
  choice('appearance.numbers', choices.numbers, 'comma'),
  choice('appearance.zone', choices.zones, 'exchange'),
  onOff('help.start', true),
] as const satisfies readonly Setting[];
export type SettingId = (typeof SETTINGS)[number]['id'];

export type SettingValues = Readonly<Record<SettingId, SettingValue>>;

/** What each is at first. */
export const INITIAL_SETTINGS: SettingValues = initialValues();

function initialValues(): SettingValues {
  // Every id is in the list that the type is made of.
  return Object.fromEntries(SETTINGS.map(({ id, initial }) => [id, initial])) as Record<
    SettingId,
    SettingValue
  >;
}

/** Why a value is none for the setting, or null. */
export function settingProblem(setting: Setting, value: unknown): string | null {
  if (setting.kind === 'switch') {
    return typeof value === 'boolean' ? null : settingsText.problems.notSwitch(setting.id);
  }
  const known = setting.choices.map((one) => one.value);
  if (known.some((one) => one === value)) return null;
  return settingsText.problems.notChoice(setting.id, known.join(', '));
}
