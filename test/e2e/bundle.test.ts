/** What the page's build weighs, and what of it a first look has to load. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const RENDERER = join(import.meta.dirname, '..', '..', 'out', 'renderer');
const JAVASCRIPT_BYTES_MAX = 1_000_000;
/** Loaded when it is first shown: by the name of its chunk. */
const LATER = [
  'ChartPanel',
  'PerformancePanel',
  'HistoryPanel',
  'AlertsPanel',
  'SettingsDialog',
  'WorkspacesDialog',
  'WatchlistsDialog',
  'KeymapDialog',
  'ConnectionsDialog',
];

const scripts = (): readonly string[] =>
  readdirSync(join(RENDERER, 'assets')).filter((name) => name.endsWith('.js'));

test('all JavaScript of the page weighs less than a megabyte as it is sent', () => {
  const bytes = scripts().map((name) => gzipSync(readFileSync(join(RENDERER, 'assets', name))));
  const total = bytes.reduce((sum, { length }) => sum + length, 0);
  expect(total).toBeLessThan(JAVASCRIPT_BYTES_MAX);
});

test('heavy panels and rare dialogs are loaded when they are shown', () => {
  const page = readFileSync(join(RENDERER, 'index.html'), 'utf8');
  for (const name of LATER) {
    const chunks = scripts().filter((file) => file.startsWith(`${name}-`));
    expect(chunks, name).toHaveLength(1);
    for (const chunk of chunks) expect(page).not.toContain(chunk);
  }
});
