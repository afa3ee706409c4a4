import { describe, expect, test } from 'vitest';
import {
  CLIENT_REQUESTS_PENDING_MAX,
  CLIENT_SUBSCRIPTIONS_MAX,
  CONTRACT_VERSION,
} from '../../../engine/contract/bounds.ts';
import type { EngineMessage, Welcome } from '../../../engine/contract/messages.ts';
import { refusal } from '../../../engine/domain/refusal.ts';
import { BUY } from '../../../engine/domain/side.ts';
import { ClientConnection } from '../../../engine/host/client-connection.ts';
import type { Answer, ConnectionHost } from '../../../engine/host/client-connection.ts';
import { CENT, HUNDRED, openCore } from '../../support/test-core.ts';

const HELLO = {
  type: 'hello',
  contractVersion: CONTRACT_VERSION,
  clientName: 'test',
  token: '',
  resume: null,
};
const LOAD = { type: 'settings.load' };

/** A connection to a host that does as told. */
class Setup {
  readonly core = openCore();
  readonly heard: EngineMessage[] = [];
  closedBecause: string | null = null;
  answer: Answer = () => ({ ok: true, result: { settings: {} } });
  nowMs = 0;
  waiting: (() => void)[] | null = null;
  readonly connection: ClientConnection;

  constructor(host: Partial<ConnectionHost> = {}) {
    this.connection = new ClientConnection(
      {
        paceMsMin: 0,
        published: {
          exchange: this.core.exchange,
          telemetry: () => null,
          account: () => {
            throw new Error('not followed here');
          },
          source: () => {
            throw new Error('not followed here');
          },
          venue: () => {
            throw new Error('not followed here');
          },
        },
        nowMs: () => this.nowMs,
        checkToken: () => null,
        // Nobody looks into it here.
        welcome: () => ({ welcome: { type: 'welcome' } as Welcome, missed: [] }),
        handle: () => this.answer,
        afterCommit: (run) => {
          if (this.waiting === null) run();
          else this.waiting.push(run);
        },
        pricesLeft: () => undefined,
        ...host,
      },
      {
        send: (message) => {
          this.heard.push(message);
        },
        close: (reason) => {
          this.closedBecause = reason;
        },
      },
    );
  }

  greeted(): this {
    this.receive(HELLO);
    this.heard.length = 0;
    return this;
  }

  receive(...values: readonly unknown[]): void {
    for (const value of values) this.connection.receive(value);
  }

  get frames(): Extract<EngineMessage, { type: 'data' }>[] {
    return this.heard.filter((one) => one.type === 'data');
  }

  pumpAt(ms: number): number {
    this.nowMs = ms;
    this.connection.pump(ms * 1_000, ms * 1_000);
    return this.frames.length;
  }
}

describe('a handshake', () => {
  test.each([
    ['anything before hello', { type: 'request', id: 1, body: LOAD }, 'contract.hello'],
    ['an unknown message', { type: 'yolo' }, 'contract.unknown_message'],
    ['no object at all', 'hello', 'contract.wrong_type'],
    ['another version', { ...HELLO, contractVersion: CONTRACT_VERSION + 1 }, 'contract.version'],
    ['a name that is none', { ...HELLO, clientName: '<b>' }, 'contract.format'],
  ])('with %s is refused and ends the connection', (_, message, code) => {
    const setup = new Setup();
    setup.receive(message, HELLO);
    expect(setup.heard).toMatchObject([{ type: 'refused', refusal: { code } }]);
    expect(setup.closedBecause).toBe(code);
    expect(setup.connection.isReady).toBe(false);
  });

  test('with a token that is not accepted is refused', () => {
    const setup = new Setup({
      checkToken: () => refusal('contract.token_unknown', 'token', '(hidden)', 'the token'),
    });
    setup.receive(HELLO);
    expect(setup.heard).toMatchObject([{ type: 'refused' }]);
  });

  test('a second time ends the connection, and nothing more is sent', () => {
    const setup = new Setup().greeted();
    setup.receive({ type: 'subscribe', sub: 1, channel: { channel: 'quotes' } }, HELLO);
    setup.core.house.limit(0, BUY, HUNDRED, 1);
    setup.pumpAt(100);
    setup.receive({ type: 'request', id: 1, body: LOAD });
    expect(setup.heard).toMatchObject([{ type: 'refused', refusal: { code: 'contract.hello' } }]);
  });
});

describe('the time that a client takes for a frame', () => {
  test('begins when the frame goes out, not while it waits for the disk', () => {
    const setup = new Setup().greeted();
    setup.receive({ type: 'subscribe', sub: 1, channel: { channel: 'quotes' } });
    setup.core.house.limit(0, BUY, HUNDRED, 1);
    setup.waiting = [];
    setup.pumpAt(100);
    expect(setup.connection.takeSlowestFrameMs(900)).toBe(0);
    setup.nowMs = 1_000;
    setup.waiting.shift()?.();
    expect(setup.connection.takeSlowestFrameMs(1_030)).toBe(30);
    setup.nowMs = 1_040;
    setup.receive({ type: 'ack', frame: 1, paceMs: 16 });
    expect(setup.connection.takeSlowestFrameMs(2_000)).toBe(40);
    // Nothing has happened meanwhile that a frame could have told.
    expect(setup.connection.framesConflated).toBe(0);
    expect(setup.connection.takeSlowestFrameMs(3_000)).toBe(0);
  });
});

describe('a request', () => {
  test('that is malformed is answered under its own id, and the connection goes on', () => {
    const setup = new Setup().greeted();
    setup.receive(
      { type: 'request', id: 7, body: { type: 'yolo' } },
      { type: 'request', id: 8, body: LOAD },
    );
    expect(setup.heard).toMatchObject([
      { type: 'reply', id: 7, ok: false },
      { type: 'reply', id: 8, ok: true },
    ]);
  });

  test('is refused beyond so many that have no answer yet, and taken again after one', () => {
    const setup = new Setup().greeted();
    setup.waiting = [];
    for (let id = 1; id <= CLIENT_REQUESTS_PENDING_MAX + 1; id += 1) {
      setup.receive({ type: 'request', id, body: LOAD });
    }
    expect(setup.heard).toMatchObject([
      {
        id: CLIENT_REQUESTS_PENDING_MAX + 1,
        ok: false,
        refusal: { code: 'contract.too_many_requests' },
      },
    ]);
    setup.waiting.shift()?.();
    setup.receive({ type: 'request', id: 9_999, body: LOAD });
    expect(setup.heard.at(-1)).toMatchObject({ id: 1, ok: true });
    expect(setup.waiting).toHaveLength(CLIENT_REQUESTS_PENDING_MAX);
  });

  test('answered after the client has gone is answered to nobody', () => {
    const setup = new Setup().greeted();
    setup.waiting = [];
    setup.receive({ type: 'request', id: 1, body: LOAD });
    setup.connection.closed();
    setup.waiting.shift()?.();
    expect(setup.heard).toEqual([]);
  });
});

describe('frames', () => {
  const QUOTES = { type: 'subscribe', sub: 1, channel: { channel: 'quotes' } };
  let price = HUNDRED;
  const change = ({ core }: Setup): void => {
    core.house.limit(0, BUY, (price += CENT), 1);
  };

  test('wait for the acknowledgement of the one before and hold the latest values', () => {
    const setup = new Setup().greeted();
    setup.receive(QUOTES);
    expect(setup.pumpAt(0)).toBe(1);
    for (let ms = 4; ms < 400; ms += 4) {
      change(setup);
      expect(setup.pumpAt(ms)).toBe(1);
    }
    setup.receive({ type: 'ack', frame: 1, paceMs: 16 });
    expect(setup.pumpAt(400)).toBe(2);
    expect(setup.frames[1]?.updates).toMatchObject([
      { channel: 'quotes', sub: 1, data: { quotes: [{ bidTicks: price }] } },
    ]);
  });

  test.each([0, 16, 100])(
    'that a slow client misses are as many as a prompt one gets more, at a pace of %i ms',
    (paceMs) => {
      const clients = [new Setup().greeted(), new Setup().greeted()] as const;
      const [slow, prompt] = clients;
      const turn = (ms: number): void => {
        for (const each of clients) each.pumpAt(ms);
        prompt.receive({ type: 'ack', frame: prompt.frames.length, paceMs });
      };
      for (const each of clients) each.receive(QUOTES);
      turn(0);
      slow.receive({ type: 'ack', frame: 1, paceMs });
      for (let ms = 4; ms < 1_000; ms += 4) {
        // Much happens, then nothing, then little.
        if (ms < 400 || (ms > 600 && ms % 60 === 0)) for (const each of clients) change(each);
        turn(ms);
      }
      expect(slow.frames).toHaveLength(2);
      slow.receive({ type: 'ack', frame: 2, paceMs });
      for (const each of clients) change(each);
      turn(1_000);
      expect(slow.frames).toHaveLength(3);
      expect(prompt.frames.length).toBeGreaterThan(6);
      expect(slow.connection.framesConflated).toBe(prompt.frames.length - 3);
      expect(prompt.connection.framesConflated).toBe(0);
    },
  );

  test('come at the pace the client asks for', () => {
    const setup = new Setup().greeted();
    setup.receive(QUOTES);
    setup.pumpAt(0);
    setup.receive({ type: 'ack', frame: 1, paceMs: 100 });
    change(setup);
    expect(setup.pumpAt(99)).toBe(1);
    expect(setup.pumpAt(100)).toBe(2);
  });

  test('are not sent when nothing has changed or nothing is followed', () => {
    const setup = new Setup().greeted();
    expect(setup.pumpAt(0)).toBe(0);
    setup.receive(QUOTES);
    setup.pumpAt(4);
    setup.receive({ type: 'ack', frame: 1, paceMs: 0 });
    expect(setup.pumpAt(8)).toBe(1);
    change(setup);
    setup.receive({ type: 'unsubscribe', sub: 1 });
    expect(setup.pumpAt(12)).toBe(1);
  });

  test('are not released by an acknowledgement of another frame', () => {
    const setup = new Setup().greeted();
    setup.receive(QUOTES);
    setup.pumpAt(0);
    change(setup);
    setup.receive({ type: 'ack', frame: 2, paceMs: 0 }, { type: 'ack', frame: 99, paceMs: 0 });
    expect(setup.pumpAt(100)).toBe(1);
  });

  test('do not pile up for a client that never acknowledges', () => {
    const setup = new Setup().greeted();
    setup.receive(QUOTES);
    for (let ms = 0; ms < 60_000; ms += 100) {
      change(setup);
      setup.pumpAt(ms);
    }
    expect(setup.heard).toHaveLength(1);
  });
});

describe('subscriptions', () => {
  test('have a bound, and one number names one at a time', () => {
    const setup = new Setup().greeted();
    for (let sub = 1; sub <= CLIENT_SUBSCRIPTIONS_MAX; sub += 1) {
      setup.receive({ type: 'subscribe', sub, channel: { channel: 'quotes' } });
    }
    setup.receive({
      type: 'subscribe',
      sub: 1,
      channel: { channel: 'depth', symbol: 'AAPL', levels: 1 },
    });
    expect(setup.heard).toEqual([]);
    setup.receive({ type: 'subscribe', sub: 99, channel: { channel: 'quotes' } });
    expect(setup.heard).toMatchObject([
      { id: 0, ok: false, refusal: { code: 'contract.too_many_subscriptions', field: 'sub' } },
    ]);
    setup.pumpAt(0);
    const channels = setup.frames[0]?.updates.map(
      ({ sub, channel }) => `${String(sub)} ${channel}`,
    );
    expect(channels).toHaveLength(CLIENT_SUBSCRIPTIONS_MAX);
    expect(channels).toContain('1 depth');
  });

  test('of an unknown symbol are refused', () => {
    const setup = new Setup().greeted();
    setup.receive({ type: 'subscribe', sub: 1, channel: { channel: 'trades', symbol: 'NOPE' } });
    expect(setup.heard).toMatchObject([
      { id: 0, refusal: { code: 'contract.unknown_symbol', value: 'NOPE' } },
    ]);
  });
});
