import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SourceStatus } from '../../../engine/contract/messages.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { noteRewind, takeRewind } from '../../../engine/host/replay-rewind.ts';
import type { MarketSource } from '../../../engine/ports.ts';

const NOW = timeUs(1);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rewind-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A source that notes what it is told. */
function source(label: string, state: 'running' | 'paused' = 'running') {
  const told: string[] = [];
  const status: SourceStatus = {
    ...{
      kind: 'replay' as const,
      label,
      state,
      speed: 10,
      marketUs: 0,
      eventsDone: 900,
      eventsTotal: 1_000,
    },
    ...{ problem: '', drills: [], feed: null },
  };
  const market: MarketSource = {
    instruments: [],
    marketUs: () => NOW,
    advance: () => 0,
    control: (action) => void told.push(JSON.stringify(action)),
    seek: (event) => {
      told.push(`seek ${String(event)}`);
      return true;
    },
    status: () => status,
  };
  return { market, told };
}

test('a replay that was to go back goes on from there once, at its pace', () => {
  noteRewind(folder, source('a.csv', 'paused').market, 250, NOW);
  const { market, told } = source('a.csv');
  takeRewind(folder, market, NOW);
  expect(told).toEqual(['{"kind":"speed","speed":10}', '{"kind":"pause"}', 'seek 250']);
  takeRewind(folder, market, NOW);
  expect(told).toHaveLength(3);
});

test('another recording begins at its start', () => {
  noteRewind(folder, source('a.csv').market, 250, NOW);
  const { market, told } = source('b.csv');
  takeRewind(folder, market, NOW);
  expect(told).toEqual([]);
  expect(existsSync(folder) && readdirSync(folder)).toEqual([]);
});

test.each(['', '{', '{"event":-1}', '[]'])('a note that cannot be read is dropped: %j', (text) => {
  writeFileSync(join(folder, 'replay-seek.json'), text);
  const { market, told } = source('a.csv');
  takeRewind(folder, market, NOW);
  expect(told).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});
