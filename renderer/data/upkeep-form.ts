/** Settings of the upkeep as a form: texts as typed, what is wrong with them, and what they are. */
import type { MaintenanceSettings } from '../../engine/contract/maintenance.ts';
import { parseNumber } from '../trading/number-form.ts';
import type { NumberRule } from '../trading/number-form.ts';

export type UpkeepField = keyof MaintenanceSettings;
/** One text a setting; sizes in MB (1,048,576 bytes). */
export type UpkeepForm = Readonly<Record<UpkeepField, string>>;
export type UpkeepProblems = Readonly<Partial<Record<UpkeepField, string>>>;

const MB = 1_048_576;
const WHOLE = { decimals: 0, isNeeded: true };

/** Bounds are those of the contract (engine/contract/maintenance.ts), sizes in MB. */
const RULES: Readonly<Record<UpkeepField, NumberRule>> = {
  backupEveryHours: { ...WHOLE, min: 0, max: 720 },
  backupsKept: { ...WHOLE, min: 1, max: 366 },
  backupBytesMax: { ...WHOLE, min: 1, max: 1_048_576 },
  tickDaysKept: { ...WHOLE, min: 0, max: 3_660 },
  tickBytesMax: { ...WHOLE, min: 1, max: 1_048_576 },
};
// The keys of a literal of that type.
export const UPKEEP_FIELDS = Object.keys(RULES) as readonly UpkeepField[];

/** The settings as texts. */
export function upkeepFormOf(settings: MaintenanceSettings): UpkeepForm {
  const megabytes = (bytes: number): string => String(Math.max(1, Math.round(bytes / MB)));
  return {
    backupEveryHours: String(settings.backupEveryHours),
    backupsKept: String(settings.backupsKept),
    backupBytesMax: megabytes(settings.backupBytesMax),
    tickDaysKept: String(settings.tickDaysKept),
    tickBytesMax: megabytes(settings.tickBytesMax),
  };
}

/** The settings that the form stands for, or what is wrong with which of its fields. */
export function parseUpkeepForm(
  form: UpkeepForm,
): { readonly settings: MaintenanceSettings } | { readonly problems: UpkeepProblems } {
  const problems: Partial<Record<UpkeepField, string>> = {};
  const read = (field: UpkeepField): number => {
    const parsed = parseNumber(form[field], RULES[field]);
    if (typeof parsed === 'string') problems[field] = parsed;
    return typeof parsed === 'number' ? parsed : 0;
  };
  const settings: MaintenanceSettings = {
    backupEveryHours: read('backupEveryHours'),
    backupsKept: read('backupsKept'),
    backupBytesMax: read('backupBytesMax') * MB,
    tickDaysKept: read('tickDaysKept'),
    tickBytesMax: read('tickBytesMax') * MB,
  };
  return Object.keys(problems).length === 0 ? { settings } : { problems };
}
