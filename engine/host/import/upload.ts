/**
 * `POST /imports`: a page sends the file that its person has chosen, as the body, with the token and
 * the name in headers; the answer has a ticket for `import.check`.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import { IMPORT_BYTES_MAX } from '../../contract/imports.ts';
import { refusal, refusalText } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { ImportDesk } from './import-desk.ts';

/** Where a page sends the token of its address. */
export const TOKEN_HEADER = 'x-securetrade-token';
/** Name of the file, percent-encoded. */
export const FILE_NAME_HEADER = 'x-file-name';
const FILE_NAME_CHARS_MAX = 200;
/** Uploads at the same time; a person imports one file after the other. */
const UPLOADS_MAX = 2;

export interface UploadOptions {
  readonly imports: ImportDesk;
  /** Where uploaded files lie until they have been imported. */
  readonly folder: string;
  /** Accepts a token, or says why not. */
  readonly checkToken: (token: string) => Refusal | null;
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Adds the route; bodies of it are streamed to disk and never held in memory. */
export function serveUploads(app: FastifyInstance, options: UploadOptions): void {
  const { imports, folder, checkToken } = options;
  let running = 0;
  void app.register((scope, _, ready) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => {
      // As it comes: the handler streams it to disk.
      parsed(null, payload);
    });
    scope.post('/imports', { bodyLimit: IMPORT_BYTES_MAX }, async (request, reply) => {
      const refuse = (status: number, why: Refusal): unknown =>
        reply.code(status).send({ ...why, message: refusalText(why) });
      const wrongToken = checkToken(headerOf(request.headers[TOKEN_HEADER]));
      if (wrongToken !== null) return refuse(401, wrongToken);
      if (running >= UPLOADS_MAX) {
        const rule = `at most ${UPLOADS_MAX} uploads at a time`;
        return refuse(429, refusal('store.busy', '', running, rule));
      }
      if (!(request.body instanceof Readable)) {
        return refuse(400, refusal('contract.empty', 'body', '', 'a file'));
      }
      const path = join(folder, `${randomBytes(12).toString('hex')}.upload`);
      running += 1;
      try {
        const bytes = await store(request.body, path);
        const fileName = fileNameOf(headerOf(request.headers[FILE_NAME_HEADER]));
        return await reply.send(imports.offer(path, fileName, bytes));
      } catch (error) {
        rmSync(path, { force: true });
        if (!(error instanceof TooLarge)) throw error;
        const rule = `at most ${IMPORT_BYTES_MAX} bytes`;
        return refuse(413, refusal('contract.too_large', 'body', '', rule));
      } finally {
        running -= 1;
      }
    });
    ready();
  });
}

async function store(body: Readable, path: string): Promise<number> {
  let bytes = 0;
  const bound = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length;
      next(bytes > IMPORT_BYTES_MAX ? new TooLarge() : null, chunk);
    },
  });
  await pipeline(body, bound, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return bytes;
}

function headerOf(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A name for a person to read; it is never used as a path. */
function fileNameOf(header: string): string {
  let name = header;
  try {
    name = decodeURIComponent(header);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  return basename(name).slice(0, FILE_NAME_CHARS_MAX) || 'file';
}
