import type { EngineMessage } from '../../engine/contract/messages.ts';
import { Listeners } from './listeners.ts';
import type { Transport, TransportFactory } from './transport.ts';

/** Close code with which the engine says that it stops in good order. Source: RFC 6455, 7.4.1. */
const GOING_AWAY = 1001;
const CONNECT_TIMEOUT_MS = 5_000;

/** Opens WebSocket lines to the host that served the page. `url` ends in /contract. */
export function socketTransport(url: string, token: string): TransportFactory {
  return { label: new URL(url).host, token, connect: () => openSocket(url) };
}

function openSocket(url: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const timer = setTimeout(() => {
      socket.close();
      reject(new Error('The engine did not answer within 5 s'));
    }, CONNECT_TIMEOUT_MS);
    socket.onopen = () => {
      clearTimeout(timer);
      resolve(overSocket(socket));
    };
    socket.onclose = () => {
      clearTimeout(timer);
      reject(new Error('The engine does not accept connections'));
    };
  });
}

function overSocket(socket: WebSocket): Transport {
  const messages = new Listeners<EngineMessage>();
  const closed = new Listeners<string>();
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (typeof event.data !== 'string') return;
    // The page trusts the engine that served it; the contract tests hold both to the same types.
    messages.emit(JSON.parse(event.data) as EngineMessage);
  };
  socket.onclose = (event) => {
    closed.emit(closeReason(event));
    closed.clear();
  };
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (listener) => messages.add(listener),
    onClose: (listener) => closed.add(listener),
    close: () => {
      messages.clear();
      closed.clear();
      socket.close();
    },
  };
}

function closeReason(event: CloseEvent): string {
  if (event.reason !== '') return event.reason;
  return event.code === GOING_AWAY ? 'The engine was stopped' : 'The connection broke';
}
