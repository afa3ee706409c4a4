/**
 * Alpaca's REST on loopback: routes that a test or `exchange.ts` gives, behind what all of Alpaca has:
 * keys, the request budget, and faults that a test orders.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface FakeRequest {
  /** Key that it came with. */
  readonly keyId: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakeAnswer {
  readonly status: number;
  /** undefined: no body. */
  readonly body?: unknown;
}

/** Answers a request, at once or later; null when the path is not its own. */
export type FakeRoute = (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer> | null;

/** What the next request that matches meets instead of the usual. */
export interface RestFaultOrder {
  /** Beginning of `METHOD /path`. */
  readonly match: string;
  readonly kind:
    /** This status, with Alpaca's error body; `retryAfterS` as its header. */
    | {
        readonly status: number;
        readonly code?: number;
        readonly message?: string;
        /** Of the body, beside code and message. */
        readonly fields?: Readonly<Record<string, string>>;
        readonly retryAfterS?: number;
        /** It was carried out nevertheless, as behind a gateway that gave up. */
        readonly isDone?: boolean;
      }
    /** Carried out; the answer comes after this many milliseconds. */
    | { readonly lateMs: number }
    /** Carried out; the answer comes when this is over. */
    | { readonly until: Promise<unknown> }
    /** Carried out, and the answer never comes. */
    | 'lost_answer'
    /** Not carried out, and no answer comes. */
    | 'lost_request'
    /** The line is cut before anything is done. */
    | 'cut'
    /** Carried out, then the line is cut. */
    | 'cut_after'
    /** Carried out, and half an answer comes. */
    | 'half_answer'
    /** A page of a gateway in place of JSON. */
    | 'garbage';
}

export interface FakeRestOptions {
  /** Requests a minute. */
  readonly limit?: number;
  readonly nowMs?: () => number;
}

const MINUTE_MS = 60_000;

/** Stands for those without keys. */
const PUBLIC = 'public';

export class FakeRest {
  readonly faults: RestFaultOrder[] = [];
  /** `METHOD /path?query` of each request that passed the keys, oldest first. */
  readonly seen: string[] = [];
  /** The newest is asked first. */
  readonly routes: FakeRoute[] = [];
  /** Requests beyond the budget. */
  refused = 0;
  /** Fault of a request, `METHOD /path`, for which none is ordered. */
  chance: (line: string) => RestFaultOrder['kind'] | null = () => null;
  /** Time of each answer, in milliseconds: how long Alpaca takes. */
  answerMs = 0;
  readonly #options: FakeRestOptions;
  readonly #secrets = new Map<string, string>();
  readonly #sentMs = new Map<string, number[]>();
  readonly #held = new Set<ServerResponse>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: FakeRestOptions = {}) {
    this.#options = options;
  }

  /** Lets a key in, or changes its secret. */
  addKeys({ keyId, secret }: { readonly keyId: string; readonly secret: string }): void {
    this.#secrets.set(keyId, secret);
  }

  /** Takes a key's rights away. */
  removeKeys(keyId: string): void {
    this.#secrets.delete(keyId);
  }

  isKey(keyId: unknown, secret: unknown): boolean {
    return typeof keyId === 'string' && secret !== undefined && this.#secrets.get(keyId) === secret;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const text = await bodyOf(request);
    const { headers } = request;
    // History of crypto is open to all; Alpaca's own client asks for it without keys.
    const isOpen = url.pathname.startsWith('/v1beta3/crypto/');
    const keyId = headers['apca-api-key-id'] ?? (isOpen ? PUBLIC : undefined);
    response.setHeader('X-Request-ID', `fake-${String(this.seen.length + 1)}`);
    const isKnown =
      (isOpen && keyId === PUBLIC) || this.isKey(keyId, headers['apca-api-secret-key']);
    if (typeof keyId !== 'string' || !isKnown) {
      send(response, 401, { code: 40110000, message: 'request is not authorized' });
      return;
    }
    const line = `${method} ${url.pathname}`;
    this.seen.push(`${line}${url.search}`);
    if (!this.#hasBudget(keyId, response)) return;
    const fault = this.#takeFault(line);
    if (this.answerMs > 0) await this.#wait(this.answerMs);
    if (fault === 'lost_request') {
      this.#held.add(response);
      return;
    }
    if (fault === 'cut') {
      request.socket.destroy();
      return;
    }
    const isDone =
      typeof fault !== 'object' || fault === null || !('status' in fault) || fault.isDone;
    const body = parsed(text);
    const asked = { keyId, method, path: url.pathname, query: url.searchParams, body: body ?? {} };
    const answer =
      body === null
        ? { status: 400, body: { code: 40010000, message: 'request body format is invalid' } }
        : isDone === true
          ? await this.#route(asked)
          : { status: 500 };
    await this.#answer(response, answer, fault);
  }

  /** Lets go of answers that were never given. */
  close(): void {
    for (const response of this.#held) response.destroy();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #answer(
    response: ServerResponse,
    answer: FakeAnswer,
    fault: RestFaultOrder['kind'] | null,
  ): Promise<void> {
    if (fault === 'lost_answer') this.#held.add(response);
    else if (fault === 'cut_after') response.destroy();
    else if (fault === 'garbage') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Bad gateway</html>');
    } else if (fault === 'half_answer') {
      const text = JSON.stringify(answer.body ?? null);
      response.writeHead(answer.status, { 'Content-Length': String(text.length) });
      response.write(text.slice(0, text.length / 2), () => response.destroy());
    } else if (typeof fault === 'object' && fault !== null && 'status' in fault) {
      const { status, code, message = 'ordered fault', fields, retryAfterS } = fault;
      if (retryAfterS !== undefined) response.setHeader('Retry-After', String(retryAfterS));
      send(response, status, { code: code ?? status * 100_000 + 10_000, message, ...fields });
    } else {
      if (typeof fault === 'object' && fault !== null) {
        await ('until' in fault ? fault.until : this.#wait(fault.lateMs));
      }
      send(response, answer.status, answer.body);
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }

  async #route(request: FakeRequest): Promise<FakeAnswer> {
    for (const route of this.routes.toReversed()) {
      const answer = await route(request);
      if (answer !== null) return answer;
    }
    return { status: 404, body: { code: 40410000, message: 'endpoint not found.' } };
  }

  #takeFault(line: string): RestFaultOrder['kind'] | null {
    const at = this.faults.findIndex(({ match }) => line.startsWith(match));
    return at < 0 ? this.chance(line) : (this.faults.splice(at, 1)[0]?.kind ?? null);
  }

  #hasBudget(keyId: string, response: ServerResponse): boolean {
    const { limit = 200, nowMs = Date.now } = this.#options;
    const now = nowMs();
    const sentMs = (this.#sentMs.get(keyId) ?? []).filter((ms) => ms > now - MINUTE_MS);
    this.#sentMs.set(keyId, sentMs);
    const left = limit - sentMs.length;
    const resetMs = (sentMs[0] ?? now) + MINUTE_MS;
    response.setHeader('X-RateLimit-Limit', String(limit));
    response.setHeader('X-RateLimit-Remaining', String(Math.max(0, left - 1)));
    response.setHeader('X-RateLimit-Reset', String(Math.ceil(resetMs / 1_000)));
    if (left > 0) {
      sentMs.push(now);
      return true;
    }
    this.refused += 1;
    send(response, 429, { code: 42910000, message: 'rate limit exceeded' });
    return false;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // No encoding is set on it.
  return Buffer.concat(parts).toString();
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : null; // JSON.
  } catch {
    // Answered as Alpaca answers it.
    return null;
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
