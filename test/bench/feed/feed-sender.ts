/** A thread that plays the sending end of a data stream, as fast as it is read or at a pace. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { assert } from '../../../engine/domain/assert.ts';
import { feedMessage } from './feed-messages.ts';

/** What is to be sent to the connection that is there. */
export interface Blast {
  /** Messages in all. */
  readonly messages: number;
  /** Messages a second; 0: as fast as they are read. */
  readonly perSecond: number;
}

/** Frames of 1 to this many messages. */
const FRAME_MESSAGES_MAX = 50;
/** Sent and not taken by the line; beyond it the sender waits. */
const BUFFERED_MAX = 4 * 2 ** 20;

const port = parentPort;
assert(port !== null, 'the sender runs in a worker thread');

/** History is asked for here as well; there is none. */
const http = createServer((_request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end('{"bars":{},"next_page_token":null}');
});
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
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
      const { trades } = request;
      const lists = { trades, quotes: trades, bars: trades };
      opened.send(JSON.stringify([{ T: 'subscription', ...lists }]));
    }
  });
});

function frame(count: number): string {
  const messages: string[] = [];
  for (let n = sent; n < sent + count; n += 1) {
    const nanos = String(n % 1_000_000_000).padStart(9, '0');
    messages.push(feedMessage(n, `2026-03-04T15:02:11.${nanos}Z`));
  }
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
      // At a pace the sender leaves its core to others, so that they are measured and not it.
      await new Promise((resolve) => {
        if (perSecond === 0) setImmediate(resolve);
        else setTimeout(resolve, 1);
      });
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
http.listen(0, '127.0.0.1');
await once(http, 'listening');
// Listening on a port, not on a path.
port.postMessage((http.address() as AddressInfo).port);
