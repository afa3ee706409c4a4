import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  LOG_FRAMES_MAX,
  checkpoint,
  checkpointPolicy,
  lookAtLog,
} from '../../../engine/store/checkpoint.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { SampleStream } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
  recoverState(place.file, 'local');
});
afterEach(() => place.remove());

test('a look at the log tells how far it is and moves nothing', async () => {
  const journal = await journalOn(place.file);
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const stream = new SampleStream();
  journal.append([{ kind: 'events', events: [stream.accept()] }]);
  await journal.flush();
  const before = lookAtLog(db);
  expect(before.frames).toBeGreaterThan(0);
  expect(lookAtLog(db)).toStrictEqual({ ...before, framesMoved: 0 });
  checkpoint(db);
  expect(lookAtLog(db)).toStrictEqual({ ...before, framesMoved: before.frames });
  db.close();
  await journal.close();
});

test('a log that grows is left alone until it is large', () => {
  const decide = checkpointPolicy();
  for (let frames = 100; frames < LOG_FRAMES_MAX; frames += 100) {
    expect(decide({ frames, framesMoved: 0 })).toBe('none');
  }
  expect(decide({ frames: LOG_FRAMES_MAX, framesMoved: 0 })).toBe('large');
  expect(decide({ frames: LOG_FRAMES_MAX, framesMoved: LOG_FRAMES_MAX })).toBe('none');
});

test('a log that nothing is added to is moved after a while, once', () => {
  const decide = checkpointPolicy();
  const looks = Array.from({ length: 20 }, () => decide({ frames: 7, framesMoved: 0 }));
  expect(looks.indexOf('idle')).toBe(8);
  expect(decide({ frames: 7, framesMoved: 7 })).toBe('none');
});
