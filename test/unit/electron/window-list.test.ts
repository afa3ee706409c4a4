import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnBlob, isOwnPage } from '../../../electron/page-rules.ts';
import {
  WINDOWS_MAX,
  freeWindowName,
  loadWindowList,
  saveWindowList,
  windowAddress,
} from '../../../electron/window-list.ts';
import { windowIdOf } from '../../../renderer/workspace/window-id.ts';

const PAGE = 'app://terminal/index.html';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stp-windows-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the list of windows', () => {
  it('gives back what was open, the main window first', () => {
    const file = join(folder, 'windows.json');
    expect(loadWindowList(file)).toEqual(['main']);
    saveWindowList(file, ['w3', 'main', 'w2']);
    expect(loadWindowList(file)).toEqual(['main', 'w3', 'w2']);
    writeFileSync(file, '["../x", 7, "w2", "w2"]');
    expect(loadWindowList(file)).toEqual(['main', 'w2']);
    writeFileSync(file, '{');
    expect(loadWindowList(file)).toEqual(['main']);
  });

  it('names windows that are free, as many as may be', () => {
    const open = ['main'];
    for (let name = freeWindowName(open); name !== null; name = freeWindowName(open)) {
      open.push(name);
    }
    expect(open).toHaveLength(WINDOWS_MAX);
    expect(new Set(open).size).toBe(WINDOWS_MAX);
    expect(freeWindowName(['main', 'w3'])).toBe('w2');
  });

  it('gives each window an address of its own, which is still our page', () => {
    expect(windowAddress(PAGE, 'main')).toBe(PAGE);
    const address = windowAddress(PAGE, 'w2');
    expect(isOwnPage(address, PAGE)).toBe(true);
    expect(windowIdOf(new URL(address).search)).toBe('w2');
    expect(windowIdOf('')).toBe('main');
    expect(windowIdOf('?window=../x')).toBe('main');
  });
});

describe('a download', () => {
  it('is allowed of what the page has made, and of nothing else', () => {
    expect(isOwnBlob('blob:app://terminal/0a1b', PAGE)).toBe(true);
    for (const url of ['blob:https://evil.example/1', 'https://evil.example/', PAGE, 'data:,x']) {
      expect(isOwnBlob(url, PAGE), url).toBe(false);
    }
  });
});
