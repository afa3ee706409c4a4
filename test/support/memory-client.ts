import type { EngineMessage } from '../../engine/contract/messages.ts';
import type { Engine } from '../../engine/host/engine.ts';
import { TestClient } from './test-client.ts';

/**
 * A client of an engine in the same process, which has not said hello; what passes is copied, as every
 * real transport does. `heard` sees the messages as they were sent.
 */
export function connectInMemory(
  { engine }: { readonly engine: Engine },
  heard: (message: EngineMessage) => void = () => undefined,
): TestClient {
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
      heard(message);
      client.receive(structuredClone(message));
    },
    close: (reason) => {
      client.ended(reason);
      engine.disconnect(connection);
    },
  });
  return client;
}
