/**
 * Going back in a recording is playing it again from its start: nothing else brings its book back as it
 * stood. Where to go on from is noted beside the replay's store; the engine ends, its host starts it
 * again at once, and it plays up to there as fast as it goes. Orders and positions stay as they are.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { MarketSource } from '../ports.ts';
import type { TimeUs } from '../domain/time.ts';

const NOTE_NAME = 'replay-seek.json';

const noteSchema = z.strictObject({
  /** The recording that it is of: another one starts at its start. */
  label: z.string(),
  event: z.int().min(0),
  speed: z.number().min(0),
  isPaused: z.boolean(),
});

/** Notes where a replay is to go on from when it is started again. */
export function noteRewind(folder: string, source: MarketSource, event: number, us: TimeUs): void {
  const { label, speed, state } = source.status(us);
  const note = { label, event, speed, isPaused: state === 'paused' };
  writeFileSync(join(folder, NOTE_NAME), JSON.stringify(note));
}

/** Does what was noted, once: also what cannot be read is gone then. */
export function takeRewind(folder: string, source: MarketSource, us: TimeUs): void {
  const file = join(folder, NOTE_NAME);
  const text = readNote(file);
  if (text === null) return;
  rmSync(file, { force: true });
  const note = noteSchema.safeParse(jsonOf(text));
  if (!note.success || note.data.label !== source.status(us).label) return;
  const { event, speed, isPaused } = note.data;
  source.control({ kind: 'speed', speed }, us);
  if (isPaused) source.control({ kind: 'pause' }, us);
  source.seek?.(event, us);
}

function readNote(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A note that was cut by a full disk: the replay starts at its start.
    return null;
  }
}
