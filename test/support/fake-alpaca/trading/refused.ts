import type { FakeAnswer } from '../rest.ts';

/** A request that Alpaca refuses, thrown by what carries requests out; its route makes the answer of it. */
export class Refused extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: number,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.body = { code, message, ...more };
  }

  get answer(): FakeAnswer {
    return { status: this.status, body: this.body };
  }
}

/** An invalid parameter or state. */
export function invalid(message: string): Refused {
  return new Refused(422, 42210000, message);
}

/** Something the account may not do. */
export function forbidden(message: string, more: Readonly<Record<string, unknown>> = {}): Refused {
  return new Refused(403, 40310000, message, more);
}

export function unknown(message: string): Refused {
  return new Refused(404, 40410000, message);
}
