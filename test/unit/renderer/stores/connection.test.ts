import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../../renderer/client/connection.ts';
import { applyConnection, useConnection } from '../../../../renderer/stores/connection.ts';
import { welcome } from '../client/fake-engine.ts';

const ready = (engineRunId: string, workingOrders: number): Connection => ({
  state: 'ready',
  detail: '',
  sinceMs: 0,
  attempts: 0,
  welcome: welcome({
    engineRunId,
    recovery: { after: 'crash', workingOrders, positions: 1, tookMs: 200 },
  }),
});

beforeEach(() => {
  useConnection.setState({ welcome: null, restart: null });
});

describe('the report of a restart', () => {
  it('comes when another run of the engine answers, and goes when it is dismissed', () => {
    applyConnection(ready('run-1', 3));
    expect(useConnection.getState().restart).toBeNull();
    applyConnection(ready('run-2', 4));
    expect(useConnection.getState().restart).toMatchObject({ after: 'crash', workingOrders: 4 });
    useConnection.getState().dismissRestart();
    expect(useConnection.getState().restart).toBeNull();
  });

  it('does not come when the same run answers again', () => {
    applyConnection(ready('run-1', 3));
    applyConnection({ ...ready('run-1', 3), state: 'lost' });
    applyConnection(ready('run-1', 3));
    expect(useConnection.getState().restart).toBeNull();
  });
});
