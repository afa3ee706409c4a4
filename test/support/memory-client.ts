import type { ComposedEngine } from '../../engine/host/compose.ts';
import { TestClient } from './test-client.ts';

/** A client of an engine in the same process; what passes is copied, as every real transport does. */
export function connectInMemory({ engine }: ComposedEngine): TestClient {
  const client: TestClient = new TestClient({
    send: (value) => {
      connection.receive(structuredClone(value));
    },
    close: () => {
      engine.disconnect(connection);
    },
  });
  const connection = engine.connect({
    send: (message) => {
      client.receive(structuredClone(message));
    },
    close: (reason) => {
      client.ended(reason);
    },
  });
  return client;
}
