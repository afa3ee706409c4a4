import { beforeEach, describe, expect, test } from 'vitest';
import type { ImportProgress } from '../../../../engine/contract/imports.ts';
import {
  applyProgress,
  resetImport,
  useImportJob,
} from '../../../../renderer/imports/import-job.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';

const STEP: ImportProgress = {
  importId: 1,
  profile: 'fills',
  fileName: 'fills.csv',
  state: 'checking',
  done: 0,
  rowsDone: 0,
  summary: null,
  problem: '',
};
const said = (): number => useNotices.getState().notices.length;

describe('an import', () => {
  beforeEach(resetImport);

  test('is followed step by step, and its end is said aloud once', () => {
    const before = said();
    applyProgress(STEP);
    applyProgress({ ...STEP, state: 'checked', done: 1 });
    applyProgress({ ...STEP, state: 'applying' });
    expect(said()).toBe(before);
    const applied: ImportProgress = { ...STEP, state: 'applied' };
    applyProgress(applied);
    applyProgress(applied);
    expect(said()).toBe(before + 1);
    expect(useImportJob.getState().progress?.state).toBe('applied');
  });

  test('does not mix with another one', () => {
    applyProgress(STEP);
    applyProgress({ ...STEP, importId: 2, state: 'failed' });
    expect(useImportJob.getState().progress).toBe(STEP);
  });
});
