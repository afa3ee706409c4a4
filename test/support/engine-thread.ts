/** Thread of `engineBehindPort`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { composeEngine } from '../../engine/host/compose.ts';
import type { EngineStart } from '../../engine/supervision/host-messages.ts';

// Given by engine-process.ts alone.
const { start, port } = workerData as { readonly start: EngineStart; readonly port: MessagePort };
const composed = await composeEngine(start, 'path', (problem) => {
  throw new Error(problem);
});
const connection = composed.engine.connect({
  send: (message) => {
    port.postMessage(message);
  },
  close: () => {
    port.close();
  },
});
port.on('message', (value: unknown) => {
  connection.receive(value);
});
parentPort?.once('message', () => {
  port.close();
  void composed.stop('bench over');
});
parentPort?.postMessage('ready');
