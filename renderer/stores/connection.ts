import { create } from 'zustand';
import type { RecoveryReport } from '../../engine/contract/messages.ts';
import type { Connection } from '../client/connection.ts';

/** The line to the engine, and what a restart of the engine should tell the user. */
export interface ConnectionStore extends Connection {
  /** Set when the engine came back as another run; null once dismissed. */
  readonly restart: RecoveryReport | null;
  readonly dismissRestart: () => void;
  /** Why the engine cannot write and refuses orders; '' when it can. */
  readonly storeProblem: string;
}

export const useConnection = create<ConnectionStore>((set) => ({
  state: 'connecting',
  detail: '',
  sinceMs: performance.now(),
  attempts: 0,
  welcome: null,
  restart: null,
  dismissRestart: () => set({ restart: null }),
  storeProblem: '',
}));

/** Takes a change of the line over; notices when another run of the engine answers. */
export function applyConnection(connection: Connection): void {
  const before = useConnection.getState();
  const fresh = connection.welcome;
  const restarted =
    before.welcome !== null && fresh !== null && before.welcome.engineRunId !== fresh.engineRunId;
  useConnection.setState({
    ...connection,
    restart: restarted ? fresh.recovery : before.restart,
  });
}
