import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { formatBytes } from '../format/number.ts';
import { useTelemetry } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { useProfiling } from '../stores/profiling.ts';
import type { Profiling } from '../stores/profiling.ts';
import { performancePagesText as words } from '../text/performance-pages.ts';
import { hostBridge } from '../transport/host-bridge.ts';
import type { HostBridge } from '../transport/host-bridge.ts';
import type { Command } from './commands.ts';

/** A request is given up after ten seconds without an answer. */
const CPU_SECONDS = 6;

/** Profiles of the engine, and in the desktop of this window, written into the data folder for Chrome's DevTools. */
export function profileCommands(client: EngineClient): readonly Command[] {
  const bridge = hostBridge();
  const when = (): boolean => client.connection.state === 'ready';
  const cancel = (): void => {
    announce('info', words.profileCancelling, 'profile.running');
    // Its failure is told; one that has just been written is there.
    client.send({ type: 'profile.cancel' }).catch(() => undefined);
    bridge?.cancelPageProfile();
  };
  const run = (kind: Kind) => (): void => {
    if (useProfiling.getState().now !== null) {
      cancel();
      return;
    }
    useProfiling.setState({ now: begun(kind), cancel });
    const taking = kind === 'cpu' ? takeCpu(client, bridge) : takeHeaps(client, bridge);
    void taking.finally(() => {
      useProfiling.setState({ now: null });
    });
  };
  const isDesktop = bridge !== null;
  return [
    {
      id: 'profile.cpu',
      title: isDesktop ? words.cpuProfiles : words.cpuProfile,
      when,
      run: run('cpu'),
    },
    {
      id: 'profile.heap',
      title: isDesktop ? words.heapSnapshots : words.heapSnapshot,
      when,
      run: run('heap'),
    },
  ];
}

type Kind = 'cpu' | 'heap';

function begun(kind: Kind): Profiling {
  const startedMs = performance.now();
  if (kind === 'cpu') return { kind, startedMs, seconds: CPU_SECONDS };
  return { kind, startedMs, heapBytes: useTelemetry.getState().latest?.heapUsedBytes ?? 0 };
}

/** Both at the same time: what one does the other has caused. */
async function takeCpu(client: EngineClient, bridge: HostBridge | null): Promise<void> {
  announce('info', words.profileRunning, 'profile.running');
  await Promise.all([takeOfEngine(client, 'cpu'), takeOfPage(bridge, 'cpu')]);
}

/** One after the other, since this window hears nothing while it stands still. */
async function takeHeaps(client: EngineClient, bridge: HostBridge | null): Promise<void> {
  announce('info', words.heapRunning, 'profile.running');
  const isTaken = await takeOfEngine(client, 'heap');
  if (!isTaken || bridge === null) return;
  useProfiling.setState({ now: { kind: 'page' } });
  announce('info', words.pageHeapRunning, 'profile.running');
  await takeOfPage(bridge, 'heap');
}

/** Whether there is a file of it; what came of it is told. */
async function takeOfEngine(client: EngineClient, kind: Kind): Promise<boolean> {
  try {
    const asked = { type: 'profile.take', kind, seconds: CPU_SECONDS } as const;
    const { path, bytes, others } = await client.send(asked);
    const text = words.profileSaved(path, formatBytes(bytes), others.length);
    announce('info', text, 'profile.saved');
    return true;
  } catch (error) {
    announce('warning', words.profileFailed(problemText(error)), 'profile.failed');
    return false;
  }
}

async function takeOfPage(bridge: HostBridge | null, kind: Kind): Promise<void> {
  if (bridge === null) return;
  try {
    const { path, bytes } = await bridge.profilePage(kind, CPU_SECONDS);
    announce('info', words.profileSaved(path, formatBytes(bytes), 0), 'profile.saved');
  } catch (error) {
    announce('warning', words.profileFailed(problemText(error)), 'profile.failed');
  }
}
