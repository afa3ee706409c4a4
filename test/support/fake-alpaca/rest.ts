/**
 * Alpaca's REST on loopback: routes that a test or `exchange.ts` gives, behind what all of Alpaca has:
 * keys, the request budget, and faults that a test orders.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface FakeRequest {
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
    | { readonly status: number; readonly code?: number; readonly retryAfterS?: number }
    /** Carried out, and the answer never comes. */
    | 'lost_answer'
    /** Not carried out, and no answer comes. */
    | 'lost_request'
    /** The line is cut. */
    | 'cut'
    /** A page of a gateway in place of JSON. */
    | 'garbage';
}

export interface FakeRestOptions {
  readonly keyId: string;
  readonly secret: string;
  /** Requests a minute. */
  readonly limit?: number;
  readonly nowMs?: () => number;
}

const MINUTE_MS = 60_000;

export class FakeRest {
  readonly faults: RestFaultOrder[] = [];
  /** `METHOD /path?query` of each request that passed the keys, oldest first. */
  readonly seen: string[] = [];
  readonly routes: FakeRoute[] = [];
  /** Requests beyond the budget. */
  refused = 0;
  readonly #options: FakeRestOptions;
  #sentMs: number[] = [];
  readonly #held = new Set<ServerResponse>();

  constructor(options: FakeRestOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const text = await bodyOf(request);
    const { keyId, secret } = this.#options;
    const { headers } = request;
    response.setHeader('X-Request-ID', `fake-${String(this.seen.length + 1)}`);
    if (headers['apca-api-key-id'] !== keyId || headers['apca-api-secret-key'] !== secret) {
      send(response, 401, { code: 40110000, message: 'request is not authorized' });
      return;
    }
    this.seen.push(`${method} ${url.pathname}${url.search}`);
    if (!this.#hasBudget(response)) return;
    const fault = this.#takeFault(`${method} ${url.pathname}`);
    if (fault !== null && typeof fault.kind === 'object') {
      const { status, code, retryAfterS } = fault.kind;
      if (retryAfterS !== undefined) response.setHeader('Retry-After', String(retryAfterS));
      send(response, status, { code: code ?? status * 100_000 + 10_000, message: 'ordered fault' });
      return;
    }
    if (fault?.kind === 'lost_request') {
      this.#held.add(response);
      return;
    }
    if (fault?.kind === 'cut') {
      request.socket.destroy();
      return;
    }
    const body = parsed(text);
    if (body === null) {
      send(response, 400, { code: 40010000, message: 'request body format is invalid' });
      return;
    }
    const answer = await this.#route({ method, path: url.pathname, query: url.searchParams, body });
    if (fault?.kind === 'lost_answer') this.#held.add(response);
    else if (fault?.kind === 'garbage') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Bad gateway</html>');
    } else send(response, answer.status, answer.body);
  }

  /** Lets go of answers that were never given. */
  close(): void {
    for (const response of this.#held) response.destroy();
  }

  async #route(request: FakeRequest): Promise<FakeAnswer> {
    for (const route of this.routes) {
      const answer = await route(request);
      if (answer !== null) return answer;
    }
    return { status: 404, body: { code: 40410000, message: 'endpoint not found.' } };
  }

  #takeFault(line: string): RestFaultOrder | null {
    const at = this.faults.findIndex(({ match }) => line.startsWith(match));
    return at < 0 ? null : (this.faults.splice(at, 1)[0] ?? null);
  }

  #hasBudget(response: ServerResponse): boolean {
    const { limit = 200, nowMs = Date.now } = this.#options;
    const now = nowMs();
    this.#sentMs = this.#sentMs.filter((ms) => ms > now - MINUTE_MS);
    const left = limit - this.#sentMs.length;
    const resetMs = (this.#sentMs[0] ?? now) + MINUTE_MS;
    response.setHeader('X-RateLimit-Limit', String(limit));
    response.setHeader('X-RateLimit-Remaining', String(Math.max(0, left - 1)));
    response.setHeader('X-RateLimit-Reset', String(Math.ceil(resetMs / 1_000)));
    if (left > 0) {
      this.#sentMs.push(now);
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
