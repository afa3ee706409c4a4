/** A thread that plays the sending end of a data stream, as fast as it is read or at a pace. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { assert } from '../../../engine/domain/assert.ts';

/** What is to be sent to the connection that is there. */
export interface Blast {
  /** Messages in all. */
  readonly messages: number;
  /** Messages a second; 0: as fast as they are read. */
  readonly perSecond: number;
}

const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'GOOGL', 'META', 'TSLA', 'SPY', 'QQQ'];
/** Frames of 1 to this many messages. */
const FRAME_MESSAGES_MAX = 50;
/** Sent and not taken by the line; beyond it the sender waits. */
const BUFFERED_MAX = 4 * 2 ** 20;

const port = parentPort;
assert(port !== null, 'the sender runs in a worker thread');

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
let socket: WebSocket | null = null;
let sent = 0;

server.on('connection', (opened) => {
  socket = opened;
  opened.send('[{"T":"success","msg":"connected"}]');
  opened.on('message', (data: Buffer) => {
    // Only our own stream client speaks here.
    const request = JSON.parse(data.toString()) as { action: string; trades?: string[] };
    if (request.action === 'auth') opened.send('[{"T":"success","msg":"authenticated"}]');
    else {
      const lists = { trades: request.trades, quotes: request.trades };
      opened.send(JSON.stringify([{ T: 'subscription', ...lists }]));
    }
  });
});

/** Two quotes a trade; 131 characters on average. */
function message(n: number): string {
  const symbol = SYMBOLS[n % SYMBOLS.length] ?? '';
  const cents = 10_000 + ((n * 7) % 50);
  const t = `2026-03-04T15:02:11.${String(n % 1_000_000_000).padStart(9, '0')}Z`;
  if (n % 3 === 0) {
    return `{"T":"t","S":"${symbol}","i":${String(n)},"x":"V","p":${String(cents / 100)},"s":${String(1 + (n % 300))},"c":["@","I"],"z":"C","t":"${t}"}`;
  }
  return `{"T":"q","S":"${symbol}","bx":"V","bp":${String((cents - 1) / 100)},"bs":${String(100 + (n % 900))},"ax":"V","ap":${String((cents + 1) / 100)},"as":${String(100 + (n % 700))},"c":["R"],"z":"C","t":"${t}"}`;
}

function frame(count: number): string {
  const messages: string[] = [];
  for (let i = 0; i < count; i += 1) messages.push(message(sent + i));
  sent += count;
  return `[${messages.join()}]`;
}

async function blast({ messages, perSecond }: Blast): Promise<void> {
  const to = socket;
  assert(to !== null, 'somebody listens');
  const startMs = performance.now();
  let left = messages;
  let frames = 0;
  while (left > 0) {
    const due =
      perSecond === 0 ? left : Math.floor(((performance.now() - startMs) * perSecond) / 1_000);
    const behind = perSecond === 0 ? left : due - (messages - left);
    if (behind <= 0 || to.bufferedAmount > BUFFERED_MAX) {
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    // At a pace every message is a frame of its own, the dearest form.
    const size = perSecond === 0 ? 1 + ((frames * 31) % FRAME_MESSAGES_MAX) : 1;
    const count = Math.min(size, left);
    to.send(frame(count));
    left -= count;
    frames += 1;
  }
}

port.on('message', (order: Blast) => {
  void blast(order).then(() => {
    port.postMessage('sent');
  });
});
await once(server, 'listening');
// Listening on a port, not on a path.
port.postMessage((server.address() as AddressInfo).port);
