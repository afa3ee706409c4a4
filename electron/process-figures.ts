/** What Electron's processes use, for the performance panel. */
import type { ProcessMetric } from 'electron';
import type { ProcessFigures } from '../engine/domain/process-figures.ts';

/** How often the engine is told; the panel's own pace is a second, but nothing here changes fast. */
export const PROCESSES_EVERY_MS = 5_000;
const PERCENT = 100;
const BYTES_PER_KIB = 1_024;

/** Names by Electron's types of process; utility processes have a name of their own. */
const NAMES: Readonly<Partial<Record<ProcessMetric['type'], string>>> = {
  Browser: 'main',
  Tab: 'window',
  GPU: 'gpu',
  Zygote: 'zygote',
};

/** All of them but the engine, which measures itself. `cores`: Electron's shares are of all of them. */
export function processFigures(
  metrics: readonly ProcessMetric[],
  enginePid: number | undefined,
  cores: number,
): ProcessFigures[] {
  return metrics
    .filter(({ pid }) => pid !== enginePid)
    .map(({ type, name, pid, cpu, memory }) => ({
      name: NAMES[type] ?? name ?? type.toLowerCase(),
      kind: 'process',
      pid,
      cpuCores: (cpu.percentCPUUsage / PERCENT) * cores,
      memoryBytes: memory.workingSetSize * BYTES_PER_KIB,
    }));
}
