import { describe, expect, it } from 'vitest';
import {
  isAllowedExternal,
  isOwnPage,
  mayHave,
  mayRequest,
  pageAddress,
  WINDOW_PREFERENCES,
} from '../../../electron/page-rules.ts';

const OWN = pageAddress(undefined, true);
const DEVELOPMENT = pageAddress('http://localhost:5173', false);

describe('the address of the page', () => {
  it('is our own scheme, in a packaged application whatever the environment says', () => {
    expect(OWN).toBe('app://terminal/index.html');
    expect(pageAddress('http://localhost:5173', true)).toBe(OWN);
    expect(DEVELOPMENT).toBe('http://localhost:5173');
  });
});

describe('the page itself', () => {
  it.each([
    ['app://terminal/index.html', true],
    ['app://terminal/index.html?x=1#top', true],
    ['app://terminal/other.html', false],
    ['app://other/index.html', false],
    ['https://terminal/index.html', false],
    ['https://example.com/', false],
    ['file:///index.html', false],
    ['about:blank', false],
    ['no address', false],
  ])('%s: %s', (url, own) => {
    expect(isOwnPage(url, OWN)).toBe(own);
  });
});

describe('what a page may request', () => {
  it.each([
    ['app://terminal/assets/a.js', true],
    ['data:image/png;base64,AA', true],
    ['blob:app://terminal/1', true],
    ['app://other/a.js', false],
    ['https://example.com/a.js', false],
    ['http://localhost:5173/a.js', false],
    ['ws://localhost:5173/', false],
    ['file:///etc/passwd', false],
    ['ftp://example.com/', false],
    ['no address', false],
  ])('%s: %s', (url, may) => {
    expect(mayRequest(url, OWN)).toBe(may);
  });

  it.each([
    ['http://localhost:5173/main.tsx', true],
    ['ws://localhost:5173/?token=1', true],
    ['http://localhost:5174/main.tsx', false],
    ['https://example.com/', false],
  ])('during development %s: %s', (url, may) => {
    expect(mayRequest(url, DEVELOPMENT)).toBe(may);
  });
});

describe('what a page may be permitted', () => {
  const own = { url: `${OWN}?window=w2`, isMainFrame: true };

  it.each(['clipboard-sanitized-write', 'notifications'])(
    'is %s, of our own page',
    (permission) => {
      expect(mayHave(permission, own, OWN)).toBe(true);
    },
  );

  it('is nothing else', () => {
    for (const permission of ['clipboard-read', 'media', 'geolocation', 'fileSystem', 'hid', '']) {
      expect(mayHave(permission, own, OWN)).toBe(false);
    }
  });

  it('is nothing in a frame or on another page', () => {
    expect(mayHave('notifications', { ...own, isMainFrame: false }, OWN)).toBe(false);
    for (const url of ['', 'about:blank', 'https://example.com/', 'app://other/index.html']) {
      expect(mayHave('notifications', { url, isMainFrame: true }, OWN)).toBe(false);
    }
  });
});

describe('what may be opened in the browser', () => {
  it.each([
    ['https://www.tradingview.com/?utm_source=terminal', true],
    ['http://www.tradingview.com/', false],
    ['https://www.tradingview.com.example.com/', false],
    ['https://example.com/?https://www.tradingview.com', false],
    ['file:///usr/bin/xterm', false],
    ['javascript:alert(1)', false],
    ['no address', false],
  ])('%s: %s', (url, allowed) => {
    expect(isAllowedExternal(url)).toBe(allowed);
  });
});

it('gives windows the safe value of every preference that matters', () => {
  expect(WINDOW_PREFERENCES).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
});
