import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineMessage } from '../../../../engine/contract/messages.ts';
import type { HostBridge, HostEngineState } from '../../../../renderer/transport/host-bridge.ts';
import { portTransport } from '../../../../renderer/transport/port-transport.ts';
import type { TransportFactory } from '../../../../renderer/transport/transport.ts';

let target: EventTarget;
let channels: MessageChannel[];
let requests: number;
let tellState: (state: HostEngineState) => void;
let factory: TransportFactory;

beforeEach(() => {
  target = new EventTarget();
  channels = [];
  requests = 0;
  const bridge: HostBridge = {
    host: 'electron',
    versions: { electron: '0', chrome: '0' },
    platform: 'linux',
    requestPort: () => (requests += 1),
    saveExport: () => Promise.resolve({ saved: null }),
    chooseImport: () => Promise.resolve(null),
    profilePage: () => Promise.reject(new Error('nobody asks for a profile here')),
    cancelPageProfile: () => undefined,
    showInFolder: () => undefined,
    openWindow: () => undefined,
    restoreBackup: () => undefined,
    askHost: () => Promise.resolve(null),
    onEngineState: (listener) => {
      tellState = listener;
      return () => undefined;
    },
  };
  // It only listens for messages there and compares it with their source.
  factory = portTransport(bridge, target as Window);
});

afterEach(() => {
  for (const { port1, port2 } of channels) {
    port1.close();
    port2.close();
  }
});

/** Hands the page a port as preload does; returns the engine's end. */
function handPort(reason: 'first' | 'restarted', source: unknown = target): MessagePort {
  const channel = new MessageChannel();
  channels.push(channel);
  const event = new Event('message');
  const data = { type: 'securetrade:port', reason, detail: '' };
  for (const [name, value] of Object.entries({ data, source, ports: [channel.port2] })) {
    Object.defineProperty(event, name, { value });
  }
  target.dispatchEvent(event);
  return channel.port1;
}

async function connected() {
  const connecting = factory.connect();
  const engine = handPort('first');
  const line = await connecting;
  const reasons: string[] = [];
  line.onClose((reason) => reasons.push(reason));
  return { engine, line, reasons };
}

describe('a line over a port', () => {
  it('says what an engine that takes long to start is doing, or that it takes long', async () => {
    vi.useFakeTimers();
    try {
      const first = expect(factory.connect()).rejects.toThrow('did not start within 10 s');
      await vi.advanceTimersByTimeAsync(10_000);
      await first;
      const detail = 'The store is being brought to this version.';
      const second = expect(factory.connect()).rejects.toThrow(detail);
      tellState({ state: 'stopped', detail, canRestore: false });
      await vi.advanceTimersByTimeAsync(10_000);
      await second;
    } finally {
      vi.useRealTimers();
    }
  });

  it('is asked for and carries messages both ways', async () => {
    const { engine, line } = await connected();
    expect(requests).toBe(1);
    const heard = new Promise((resolve) => line.onMessage(resolve));
    const message: EngineMessage = { type: 'events', events: [] };
    engine.postMessage(message);
    await expect(heard).resolves.toEqual(message);
    const said = new Promise<unknown>((resolve) => {
      engine.onmessage = (event: MessageEvent<unknown>) => resolve(event.data);
    });
    line.send({ type: 'unsubscribe', sub: 1 });
    await expect(said).resolves.toEqual({ type: 'unsubscribe', sub: 1 });
  });

  it('ends when the host says that the engine stopped, with its words', async () => {
    const { reasons } = await connected();
    tellState({ state: 'stopped', detail: 'Engine ended with code 1', canRestore: false });
    expect(reasons).toEqual(['Engine ended with code 1']);
  });

  it('ends when the engine has been restarted, and the new port is used without asking', async () => {
    const { reasons } = await connected();
    handPort('restarted');
    expect(reasons).toEqual(['The engine was restarted']);
    await factory.connect();
    expect(requests).toBe(1);
  });

  it('does not mind a second answer to its request', async () => {
    const { reasons } = await connected();
    handPort('first');
    expect(reasons).toEqual([]);
  });

  it('is not taken from a message of another window', async () => {
    const connecting = factory.connect();
    handPort('first', new EventTarget());
    const engine = handPort('first');
    const line = await connecting;
    const heard = new Promise((resolve) => line.onMessage(resolve));
    engine.postMessage({ type: 'events', events: [] });
    await expect(heard).resolves.toBeDefined();
  });

  it('says nothing when it is closed from this side', async () => {
    const { line, reasons } = await connected();
    line.close();
    tellState({ state: 'stopped', detail: '', canRestore: false });
    expect(reasons).toEqual([]);
  });
});

describe('an engine that stays down', () => {
  it('is why a page that waits for a port gets none, at once and in the words of the host', async () => {
    const connecting = factory.connect();
    tellState({
      state: 'failed',
      detail: 'The engine could not start: damaged.',
      canRestore: false,
    });
    await expect(connecting).rejects.toThrow('The engine could not start: damaged.');
    await expect(factory.connect()).rejects.toThrow('The engine could not start: damaged.');
    expect(requests).toBe(1);
  });

  it('is forgotten once it runs', async () => {
    tellState({ state: 'failed', detail: 'The disk is full.', canRestore: false });
    tellState({ state: 'running', detail: '', canRestore: false });
    await connected();
    expect(requests).toBe(1);
  });
});
