/**
 * The engine in plain Node: serves the built terminal and speaks the contract over one WebSocket a
 * client. Started and watched by serve.ts, which passes its options as an IPC message and restarts
 * it after a crash.
 */
import { createReadStream, existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { CLIENT_MESSAGE_BYTES_MAX, HELLO_TIMEOUT_MS } from '../contract/bounds.ts';
import type { HostReply } from '../contract/host-requests.ts';
import { refusal, refusalText } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { AccessToken } from './access-tokens.ts';
import { serveHost } from './ask-host.ts';
import type { ComposedEngine } from './compose.ts';
import { serveUploads } from './import/upload.ts';
import { ServedOrigin } from './served-origin.ts';
import { UNREAD_BYTES_MAX } from './unread-clients.ts';

/** Sockets open at once; a trader has a handful of windows. */
const SOCKETS_MAX = 64;
/** How often open sockets are asked for a sign of life. */
const PING_MS = 15_000;
/** Most characters of a close reason, by the WebSocket protocol. */
const CLOSE_REASON_CHARS_MAX = 120;

const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; " +
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export interface ServerOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Address to listen on; loopback unless the user has said otherwise. */
  readonly host: string;
  readonly token: string;
  /** Folder of the built terminal. */
  readonly rendererFolder: string;
}

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves `composed` until closed. Rejects when the port is taken. */
export async function startServer(
  composed: ComposedEngine,
  options: ServerOptions,
  askHost: (body: unknown) => Promise<HostReply> = nobodyToAsk,
): Promise<RunningServer> {
  const app = fastify({ logger: false });
  const token = new AccessToken(options.token, performance.now());
  composed.engine.requireToken((given) => token.check(given, performance.now()));
  let origin = new ServedOrigin(options.port, []);
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS);
    const why = origin.check(request.headers.host, request.headers.origin);
    if (why !== null) await reply.code(403).send(why);
  });
  serveExports(app, composed);
  const { imports } = composed;
  const { folder } = imports;
  const checkToken = (given: string): Refusal | null => token.check(given, performance.now());
  serveUploads(app, { imports, folder, checkToken });
  serveHost(app, { checkToken, ask: askHost });
  await app.register(fastifyStatic, { root: options.rendererFolder });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: CLIENT_MESSAGE_BYTES_MAX });
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const why = upgradeRefusal(request, origin, sockets.clients.size);
    if (why !== null) {
      refuseUpgrade(socket, why);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      serveSocket(composed, client);
    });
  });
  const pinging = setInterval(() => {
    if (sockets.clients.size > 0) token.touch(performance.now());
    for (const client of sockets.clients) client.ping();
  }, PING_MS);
  await app.listen({ port: options.port, host: options.host });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  origin = new ServedOrigin(port, isLoopback(options.host) ? [] : [options.host]);
  return {
    port,
    async close() {
      clearInterval(pinging);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      await app.close();
    },
  };
}

/** A server that nobody supervises, as in tests of the engine alone. */
function nobodyToAsk(): Promise<HostReply> {
  const rule = 'a host that looks after keys and markets';
  return Promise.resolve({ ok: false, refusal: refusal('contract.no_host', '', '', rule) });
}

function upgradeRefusal(
  request: IncomingMessage,
  origin: ServedOrigin,
  open: number,
): Refusal | null {
  if (request.url !== '/contract') {
    return refusal('contract.path', 'path', request.url ?? '', 'the path /contract');
  }
  if (open >= SOCKETS_MAX) {
    const rule = `at most ${String(SOCKETS_MAX)} connections`;
    return refusal('contract.too_many_connections', '', open, rule);
  }
  return origin.check(request.headers.host, request.headers.origin);
}

function refuseUpgrade(socket: Duplex, why: Refusal): void {
  const body = JSON.stringify(why);
  socket.end(
    'HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nConnection: close\r\n' +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
  );
}

function serveSocket({ engine, log }: ComposedEngine, socket: WebSocket): void {
  const connection = engine.connect({
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > UNREAD_BYTES_MAX) {
        log.warn({ client: connection.clientName }, 'client does not read; connection closed');
        socket.terminate();
        return;
      }
      socket.send(JSON.stringify(message));
    },
    close(reason) {
      socket.close(1008, reason.slice(0, CLOSE_REASON_CHARS_MAX));
    },
    cut() {
      socket.terminate();
    },
    unreadBytes: () => socket.bufferedAmount,
  });
  const helloTimer = setTimeout(() => {
    const rule = `hello within ${String(HELLO_TIMEOUT_MS / 1_000)} s`;
    if (!connection.isReady) connection.refuse(refusal('contract.hello', 'type', '', rule));
  }, HELLO_TIMEOUT_MS);
  socket.on('message', (data, isBinary) => {
    const parsed = isBinary ? BINARY : parseJson(socketText(data));
    if ('refusal' in parsed) connection.refuse(parsed.refusal);
    else connection.receive(parsed.value);
  });
  socket.on('error', (error) => {
    // A frame that is too long or malformed; ws closes the socket with the matching code.
    log.warn({ client: connection.clientName, error: error.message }, 'socket error');
  });
  socket.on('close', () => {
    clearTimeout(helloTimer);
    engine.disconnect(connection);
  });
}

type Parsed = { readonly value: unknown } | { readonly refusal: Refusal };

const BINARY: Parsed = {
  refusal: refusal('contract.binary', '', 'binary frame', 'JSON in text frames'),
};

function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { refusal: refusal('contract.json', '', text, 'JSON text') };
  }
}

function socketText(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}

/** A finished export, once, for whoever has its ticket. */
function serveExports(app: FastifyInstance, { exports }: ComposedEngine): void {
  app.get<{ Params: { ticket: string } }>('/exports/:ticket', async (request, reply) => {
    const file = exports.redeem(request.params.ticket);
    if (file === null || !existsSync(file.path)) {
      const why = refusal('contract.export_ticket', 'ticket', '(hidden)', 'a ticket not used yet');
      return reply.code(404).send({ ...why, message: refusalText(why) });
    }
    return reply
      .type(file.fileName.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/gzip')
      .header('content-disposition', `attachment; filename="${file.fileName}"`)
      .send(createReadStream(file.path));
  });
}

function isLoopback(host: string): boolean {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost';
}
