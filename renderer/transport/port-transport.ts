import type { EngineMessage } from '../../engine/contract/messages.ts';
import { isPortMessage } from './host-bridge.ts';
import type { HostBridge } from './host-bridge.ts';
import { Listeners } from './listeners.ts';
import type { Transport, TransportFactory } from './transport.ts';

const PORT_TIMEOUT_MS = 10_000;

/**
 * Lines over message ports that the desktop host hands to the page. The host sends a port when it is
 * asked for one and, without being asked, after it has restarted the engine; the latter ends the
 * line in use, whose port leads nowhere any more.
 */
export function portTransport(bridge: HostBridge, target: Window): TransportFactory {
  let current: { lose: (reason: string) => void } | null = null;
  let waiting: { take: (port: MessagePort) => void; fail: (reason: string) => void } | null = null;
  /** Why the host says that there is no engine; null while there is or may soon be one. */
  let failure: string | null = null;
  /** What the host says of an engine that does not run; '' while it runs or nothing is said. */
  let waitsFor = '';
  let spare: MessagePort | null = null;

  target.addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source !== target || !isPortMessage(event.data) || port === undefined) return;
    if (waiting !== null) {
      waiting.take(port);
    } else if (event.data.reason === 'restarted') {
      spare?.close();
      spare = port;
      const { detail } = event.data;
      current?.lose(detail === '' ? 'The engine was restarted' : detail);
    } else {
      // An answer to a request that another port has answered before.
      port.close();
    }
  });
  bridge.onEngineState((engine) => {
    failure = engine.state === 'failed' ? engine.detail : null;
    waitsFor = engine.state === 'running' ? '' : engine.detail;
    if (engine.state === 'running') return;
    current?.lose(engine.detail === '' ? 'The engine stopped' : engine.detail);
    if (failure !== null) waiting?.fail(failure);
  });

  function take(): Promise<MessagePort> {
    if (spare !== null) {
      const port = spare;
      spare = null;
      return Promise.resolve(port);
    }
    if (failure !== null) return Promise.reject(new Error(failure));
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        waiting = null;
      };
      const fail = (reason: string): void => {
        done();
        reject(new Error(reason));
      };
      const timer = setTimeout(() => {
        fail(waitsFor === '' ? 'The engine did not start within 10 s' : waitsFor);
      }, PORT_TIMEOUT_MS);
      waiting = {
        take: (port) => {
          done();
          resolve(port);
        },
        fail,
      };
      bridge.requestPort();
    });
  }

  return {
    label: 'port',
    token: '',
    connect: async () => {
      const line = overPort(await take());
      current = line;
      return line.transport;
    },
  };
}

function overPort(port: MessagePort): { transport: Transport; lose: (reason: string) => void } {
  const messages = new Listeners<EngineMessage>();
  const closed = new Listeners<string>();
  const lose = (reason: string): void => {
    port.close();
    closed.emit(reason);
    closed.clear();
    messages.clear();
  };
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    // The other end is our own engine; the contract tests hold both to the same types.
    messages.emit(event.data as EngineMessage);
  });
  // Chrome 122 and newer fire it when the process of the other end has gone.
  port.addEventListener('close', () => lose('The engine process ended'));
  port.start();
  const transport: Transport = {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => messages.add(listener),
    onClose: (listener) => closed.add(listener),
    close: () => {
      messages.clear();
      closed.clear();
      port.close();
    },
  };
  return { transport, lose };
}
