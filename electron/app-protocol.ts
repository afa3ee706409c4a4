/**
 * `app://terminal/...`: the built page, from one folder and nothing else. A scheme of our own instead
 * of file:// gives the page an origin, a strict content security policy in a header, and no way to
 * other files of the person's.
 */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { CustomScheme } from 'electron';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://terminal`;
/** The only document that a window ever shows. */
export const APP_PAGE = `${APP_ORIGIN}/index.html`;

/** To be registered before the application is ready. */
export const APP_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/**
 * Scripts, fonts and data from our own files only; nothing from a network. Inline styles are
 * allowed because the docking, table and chart libraries set style attributes.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
  // Where Chromium honours these two for our scheme, the page's clock is precise to 5 us, not 100.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wasm': 'application/wasm',
};

/**
 * Names of the folders and the file below the page's root that a URL stands for, or null when it
 * stands for none: another scheme or host, an unknown kind of file, a hidden file, or any trick with
 * dots, separators or encodings. The URL parser has folded plain `..` away before.
 */
export function appPathOf(url: string): readonly string[] | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, username, password } = new URL(url);
  if (`${protocol}//${host}` !== APP_ORIGIN || username !== '' || password !== '') return null;
  const names = decoded(pathname === '/' ? '/index.html' : pathname)
    ?.slice(1)
    .split('/');
  if (names === undefined || !names.every(isPlainName)) return null;
  return TYPES[extname(names.at(-1) ?? '')] === undefined ? null : names;
}

/** Answers a request of the page from `root`; 404 for everything that is not one of its files. */
export async function answerAppRequest(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return refusal(405);
  const names = appPathOf(request.url);
  if (names === null) return refusal(404);
  const path = join(root, ...names);
  try {
    // A link inside the folder must not lead out of it either.
    const inside = (await realpath(path)).startsWith((await realpath(root)) + sep);
    if (!inside) return refusal(404);
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    const content = new Uint8Array(await readFile(path));
    return new Response(content, { headers: { ...HEADERS, 'Content-Type': type } });
  } catch {
    return refusal(404); // No such file; which error it was is nobody's business in the page.
  }
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined; // A lone % or broken UTF-8.
  }
}

function isPlainName(name: string): boolean {
  return /^[\w@+-][\w@+. -]*$/.test(name);
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}
