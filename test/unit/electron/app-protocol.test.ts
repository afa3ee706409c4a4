import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerAppRequest,
  appPathOf,
  CONTENT_SECURITY_POLICY,
} from '../../../electron/app-protocol.ts';

describe('what an app:// address stands for', () => {
  it.each([
    ['app://terminal/', ['index.html']],
    ['app://terminal/index.html', ['index.html']],
    ['app://terminal/index.html?panel=chart#top', ['index.html']],
    ['app://terminal/assets/index-SGQWw446.css', ['assets', 'index-SGQWw446.css']],
    ['app://terminal/assets/Inter%20Bold.woff2', ['assets', 'Inter Bold.woff2']],
    // The URL parser folds these away, they never leave the root.
    ['app://terminal/../../index.html', ['index.html']],
    ['app://terminal/assets/%2e%2e/index.html', ['index.html']],
  ])('%s is one of our files', (url, names) => {
    expect(appPathOf(url)).toEqual(names);
  });

  it.each([
    ['another host', 'app://other/index.html'],
    ['a host with a port', 'app://terminal:80/index.html'],
    ['a user name', 'app://me@terminal/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['no address at all', 'index.html'],
    ['an encoded way up', 'app://terminal/..%2f..%2fmain%2fmain.js'],
    ['a doubly encoded way up', 'app://terminal/%252e%252e/main/main.js'],
    ['a way up with backslashes', 'app://terminal/..%5c..%5cmain.js'],
    ['an absolute path inside', 'app://terminal//etc/passwd.html'],
    ['an encoded absolute path', 'app://terminal/%2fetc%2fpasswd.html'],
    ['a drive', 'app://terminal/C:/secret.json'],
    ['an alternative stream', 'app://terminal/index.html:secret.js'],
    ['a null character', 'app://terminal/index.html%00.js'],
    ['broken encoding', 'app://terminal/%E0%A4%A.html'],
    ['a hidden file', 'app://terminal/.env.json'],
    ['a file in a hidden folder', 'app://terminal/.git/config.json'],
    ['an unknown kind of file', 'app://terminal/assets/key.pem'],
    ['a file without a kind', 'app://terminal/passwd'],
    ['a folder', 'app://terminal/assets/'],
  ])('%s is none of ours', (_name, url) => {
    expect(appPathOf(url)).toBeNull();
  });
});

describe('answering the page', () => {
  let folder = '';
  let root = '';
  const get = (path: string, method = 'GET'): Promise<Response> =>
    answerAppRequest(root, new Request(`app://terminal${path}`, { method }));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'app-protocol-'));
    root = join(folder, 'renderer');
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(root, 'index.html'), '<!doctype html>');
    writeFileSync(join(root, 'assets', 'a.js'), 'export {};');
    writeFileSync(join(folder, 'secret.json'), '{}');
    symlinkSync(join(folder, 'secret.json'), join(root, 'link.json'));
    mkdirSync(join(root, 'folder.js'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives a file with its type and the policy', async () => {
    const answer = await get('/assets/a.js');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('export {};');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['a missing file', '/assets/b.js'],
    ['a link that leads out', '/link.json'],
    ['a folder', '/folder.js'],
    ['a forbidden address', '/..%2fsecret.json'],
  ])('answers 404 for %s, with the policy', async (_name, path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(await answer.text()).toBe('');
  });

  it('takes nothing but GET', async () => {
    expect((await get('/index.html', 'POST')).status).toBe(405);
  });
});

describe('the content security policy', () => {
  it('allows no inline script, no evaluation and no other origin', () => {
    const script = CONTENT_SECURITY_POLICY.split('; ').find((d) => d.startsWith('script-src'));
    expect(script).toBe("script-src 'self'");
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(CONTENT_SECURITY_POLICY.startsWith("default-src 'none'")).toBe(true);
  });
});
