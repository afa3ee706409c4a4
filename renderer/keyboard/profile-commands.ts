import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { formatBytes } from '../format/number.ts';
import { announce } from '../stores/notices.ts';
import { performancePagesText as words } from '../text/performance-pages.ts';
import type { Command } from './commands.ts';

/** A request is given up after ten seconds without an answer. */
const CPU_SECONDS = 6;

/** Profiles of the engine, written into its data folder for Chrome's DevTools. */
export function profileCommands(client: EngineClient): readonly Command[] {
  const when = (): boolean => client.connection.state === 'ready';
  let isTaking = false;
  const run = (kind: Kind) => (): void => {
    if (isTaking) {
      announce('info', words.profileCancelling, 'profile.running');
      // Its failure is told; one that has just been written is there.
      client.send({ type: 'profile.cancel' }).catch(() => undefined);
      return;
    }
    isTaking = true;
    void take(client, kind).finally(() => (isTaking = false));
  };
  return [
    { id: 'profile.cpu', title: words.cpuProfile, when, run: run('cpu') },
    { id: 'profile.heap', title: words.heapSnapshot, when, run: run('heap') },
  ];
}

type Kind = 'cpu' | 'heap';

async function take(client: EngineClient, kind: Kind): Promise<void> {
  announce('info', kind === 'cpu' ? words.profileRunning : words.heapRunning, 'profile.running');
  try {
    const asked = { type: 'profile.take', kind, seconds: CPU_SECONDS } as const;
    const { path, bytes, others } = await client.send(asked);
    const text = words.profileSaved(path, formatBytes(bytes), others.length);
    announce('info', text, 'profile.saved');
  } catch (error) {
    announce('warning', words.profileFailed(problemText(error)), 'profile.failed');
  }
}
