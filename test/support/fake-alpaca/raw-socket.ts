import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** The line under a WebSocket, which faults are made on. */
export function rawSocketOf(socket: WebSocket): Socket {
  // `ws` has it under this name and offers no other way to cut the line in the middle of a frame.
  return (socket as unknown as { _socket: Socket })._socket;
}
