/** A client that does not read: how much it leaves in the engine's memory, and how it is let go. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { CONTRACT_VERSION } from '../../../engine/contract/bounds.ts';
import { FaultInjector } from '../../../engine/host/advisor/fault-injector.ts';
import { heldMemory } from '../../../engine/host/advisor/held-memory.ts';
import { UnreadClient } from '../../../engine/host/advisor/unread-client.ts';
import { UnreadClients } from '../../../engine/host/unread-clients.ts';
import type { ClientConnection } from '../../../engine/host/client-connection.ts';
import { EngineHarness, TEST_TOKEN } from '../../support/engine-harness.ts';

const MIB = 2 ** 20;
/** Sent to who does not read; what the kernel takes of it, both ends together, is less than half. */
const SENT_MIB = 40;

let harness: EngineHarness;
beforeAll(async () => {
  harness = await EngineHarness.start();
});
afterAll(async () => {
  await harness.stopAndRemove();
});

/** Bytes that the panel tells of the client that has left most unread. */
function told(): number {
  const { buffers } = harness.composed.engine.parts.telemetry.report();
  const buffer = buffers.find(({ name }) => name === 'clients.unread');
  expect(buffer?.bound).toBe(64 * MIB);
  return buffer?.fill ?? Number.NaN;
}

/** The engine's side of what lets go of memory, looked at twice, as in two seconds. */
function letGo(): { look: () => void; trim: () => unknown } {
  const { engine } = harness.composed;
  const unread = new UnreadClients<ClientConnection>();
  const [clients] = heldMemory({
    engine: () => engine,
    store: {
      lookup: { clear: () => 0 },
      journal: { chore: () => Promise.reject(new Error('not asked here')) },
    },
    readers: {
      figures: () => ({ threads: 0, waiting: 0, bound: 1 }),
      read: () => Promise.reject(new Error('not asked here')),
    },
    unread,
  });
  return {
    look: () => {
      unread.look(engine.totals.open);
    },
    trim: () => clients?.trim(),
  };
}

describe('a window that does not read', () => {
  it('is told with what the engine still holds for it, and is cut off with all of that', async () => {
    const { engine } = harness.composed;
    const before = new Set(engine.totals.open);
    const socket = new WebSocket(`ws://127.0.0.1:${String(harness.server.port)}/contract`);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('open', resolve));
    const hello = { clientName: 'hangs', token: TEST_TOKEN, resume: null };
    socket.send(JSON.stringify({ type: 'hello', contractVersion: CONTRACT_VERSION, ...hello }));
    await new Promise((resolve) => socket.once('message', resolve));
    const connection = [...engine.totals.open].find((each) => !before.has(each));
    expect(told()).toBe(0);

    socket.pause();
    const notice = { level: 'info', code: 'test', text: '-'.repeat(MIB), atUs: 0 } as const;
    for (let sent = 0; sent < SENT_MIB; sent += 1) connection?.send({ type: 'notice', notice });
    expect(told()).toBeGreaterThan((SENT_MIB / 2) * MIB);
    expect(told()).toBeLessThan((SENT_MIB + 1) * MIB);
    // From when the kernel has taken what it takes.
    const { look, trim } = letGo();
    const lookAndTrim = (): unknown => {
      look();
      return trim();
    };
    await expect.poll(lookAndTrim, { interval: 5, timeout: 30_000 }).toBe(1);
    socket.resume();
    await ended;
    await expect.poll(told, { interval: 5 }).toBe(0);
    expect(engine.totals.open.size).toBe(before.size);
  });
});

describe('the fault of a growing buffer', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('fills what a client has not read, and is ended by what lets go of it', async () => {
    const { engine } = harness.composed;
    const faults = new FaultInjector({
      engine: () => engine,
      journal: {
        chore: () => Promise.reject(new Error('not asked here')),
        checkpoint: () => undefined,
      },
      readers: { read: () => Promise.reject(new Error('not asked here')) },
      file: '',
      venue: 'local',
      clock: engine.parts.clock,
    });
    const { look, trim } = letGo();
    expect(faults.start('growing_buffer', 3, 60)).toBeNull();
    vi.advanceTimersByTime(2_000);
    // 0.4 percent of the bound in a tenth of a second; what is sent waits for the disk like everything.
    await expect.poll(() => told() / (64 * MIB)).toBeCloseTo(0.08, 2);
    const first = told();
    look();
    vi.advanceTimersByTime(1_000);
    await expect.poll(told).toBeGreaterThan(1.4 * first);
    look();

    faults.beforeCure('trim');
    expect(told()).toBeGreaterThan(1.4 * first);
    expect(trim()).toBe(1);
    expect(told()).toBe(0);
    vi.advanceTimersByTime(2_000);
    expect(told()).toBe(0);
    faults.end();
  });

  it('is cut off at the bound like any client', async () => {
    const { engine } = harness.composed;
    const before = engine.totals.open.size;
    const client = new UnreadClient(engine, 'test');
    for (let sent = 0; sent < 64; sent += 1) client.send(MIB);
    await expect.poll(told).toBeGreaterThan(64 * MIB);
    client.send(1);
    await expect.poll(told).toBe(0);
    expect(engine.totals.open.size).toBe(before);
  });
});
