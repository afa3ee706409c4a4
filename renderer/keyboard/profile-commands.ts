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
  return [
    { id: 'profile.cpu', title: words.cpuProfile, when, run: () => void take(client, 'cpu') },
    { id: 'profile.heap', title: words.heapSnapshot, when, run: () => void take(client, 'heap') },
  ];
}

async function take(client: EngineClient, kind: 'cpu' | 'heap'): Promise<void> {
  announce('info', kind === 'cpu' ? words.profileRunning : words.heapRunning, 'profile.running');
  try {
    const taken = await client.send({ type: 'profile.take', kind, seconds: CPU_SECONDS });
    announce('info', words.profileSaved(taken.path, formatBytes(taken.bytes)), 'profile.saved');
  } catch (error) {
    announce('warning', words.profileFailed(problemText(error)), 'profile.failed');
  }
}
