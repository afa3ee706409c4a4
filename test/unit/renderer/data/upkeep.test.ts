import { beforeEach, describe, expect, test } from 'vitest';
import { maintenanceSettingsSchema } from '../../../../engine/contract/maintenance.ts';
import type { DataTask, MaintenanceSettings } from '../../../../engine/contract/maintenance.ts';
import {
  UPKEEP_FIELDS,
  parseUpkeepForm,
  upkeepFormOf,
} from '../../../../renderer/data/upkeep-form.ts';
import { applyTask, useUpkeep } from '../../../../renderer/data/upkeep-store.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';

const MB = 1_048_576;
const SETTINGS: MaintenanceSettings = {
  backupEveryHours: 24,
  backupsKept: 14,
  backupBytesMax: 10_240 * MB,
  tickDaysKept: 7,
  tickBytesMax: 1_024 * MB,
};
const TASK: DataTask = {
  taskId: 1,
  kind: 'backup',
  state: 'running',
  phase: 'copying',
  share: 0,
  fileName: '',
  path: '',
  ticket: '',
  bytes: 0,
  problem: '',
};

describe('the form of the upkeep', () => {
  test('shows sizes in megabytes and reads them back unchanged', () => {
    const form = upkeepFormOf(SETTINGS);
    expect(form).toMatchObject({ backupBytesMax: '10240', tickBytesMax: '1024' });
    expect(parseUpkeepForm(form)).toEqual({ settings: SETTINGS });
  });

  test('says what is wrong beside each field', () => {
    const form = { ...upkeepFormOf(SETTINGS), backupsKept: '0', tickDaysKept: '' };
    expect(parseUpkeepForm(form)).toEqual({
      problems: { backupsKept: 'more than 0, at most 366', tickDaysKept: 'a value is needed here' },
    });
  });

  test('takes the highest values that the engine takes, and no more', () => {
    const highest = {
      backupEveryHours: '720',
      backupsKept: '366',
      backupBytesMax: '1048576',
      tickDaysKept: '3660',
      tickBytesMax: '1048576',
    };
    const parsed = parseUpkeepForm(highest);
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    expect(maintenanceSettingsSchema.safeParse(parsed.settings).success).toBe(true);
    for (const field of UPKEEP_FIELDS) {
      const more = { ...highest, [field]: String(Number(highest[field]) + 1) };
      expect(parseUpkeepForm(more)).toHaveProperty('problems');
      const settings = { ...parsed.settings, [field]: parsed.settings[field] + 1 };
      expect(maintenanceSettingsSchema.safeParse(settings).success).toBe(false);
    }
  });
});

describe('a data task', () => {
  beforeEach(() => useUpkeep.setState({ status: null, task: null, backups: 0 }));
  const said = (): number => useNotices.getState().notices.length;

  test('is said aloud once when it is over, not while it runs', () => {
    const before = said();
    applyTask(TASK);
    applyTask({ ...TASK, share: 0.5 });
    expect(said()).toBe(before);
    const done: DataTask = { ...TASK, state: 'done', fileName: 'a.db' };
    applyTask(done);
    applyTask(done);
    expect(said()).toBe(before + 1);
  });

  test('lets lists of backups be asked for again when one was made', () => {
    applyTask({ ...TASK, state: 'done' });
    applyTask({ ...TASK, taskId: 2, kind: 'workspace_export', state: 'done' });
    expect(useUpkeep.getState().backups).toBe(1);
  });
});
