/**
 * `POST /host`: a page asks its host, which for a served page is the process that has started this one. What
 * passes here is not kept, not logged, and of no use to the engine.
 */
import type { FastifyInstance } from 'fastify';
import type { HostReply } from '../contract/host-requests.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { TOKEN_HEADER } from './import/upload.ts';

/** Keys and two hundred symbols are some kilobytes. */
const BODY_BYTES_MAX = 16 * 1_024;
/** Tests of keys that may be under way; a person presses a button. */
const ASKED_MAX = 8;

export interface AskHostOptions {
  readonly checkToken: (token: string) => Refusal | null;
  /** Passes the request on as it is; rejects when nobody is there. */
  readonly ask: (body: unknown) => Promise<HostReply>;
}

/** Adds the route. */
export function serveHost(app: FastifyInstance, { checkToken, ask }: AskHostOptions): void {
  let asked = 0;
  app.post('/host', { bodyLimit: BODY_BYTES_MAX }, async (request, reply) => {
    const refuse = (status: number, why: Refusal): unknown =>
      reply.code(status).send({ ok: false, refusal: why } satisfies HostReply);
    const token = request.headers[TOKEN_HEADER];
    const wrongToken = checkToken(typeof token === 'string' ? token : '');
    if (wrongToken !== null) return refuse(401, wrongToken);
    if (asked >= ASKED_MAX) {
      return refuse(429, refusal('contract.busy', '', asked, `at most ${ASKED_MAX} at a time`));
    }
    asked += 1;
    try {
      return await reply.header('cache-control', 'no-store').send(await ask(request.body));
    } finally {
      asked -= 1;
    }
  });
}

/** Questions to the process that has started this one, by number. */
export class ParentLine {
  readonly #send: (message: { type: 'ask'; id: number; body: unknown }) => void;
  readonly #waiting = new Map<number, (reply: HostReply) => void>();
  #last = 0;

  constructor(send: (message: { type: 'ask'; id: number; body: unknown }) => void) {
    this.#send = send;
  }

  ask(body: unknown): Promise<HostReply> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ type: 'ask', id, body });
    });
  }

  /** Takes the answer to a question; one that nobody waits for is let go. */
  answered(id: number, reply: HostReply): void {
    this.#waiting.get(id)?.(reply);
    this.#waiting.delete(id);
  }
}
