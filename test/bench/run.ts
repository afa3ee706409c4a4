/**
 * `npm run bench`: every figure as one JSON line on standard output, headed by one that says which
 * commit was measured on which machine. `npm run bench -- engine` runs one group.
 */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { runAdvisorBench } from './advisor/advisor-bench.ts';
import { runCoreBench } from './core/core-bench.ts';
import { runEngineBench } from './engine/engine-bench.ts';
import { runExportBench } from './export/export-bench.ts';
import { runFeedBench } from './feed/feed-bench.ts';
import { printFigures } from './figure.ts';
import type { BenchFigure } from './figure.ts';
import { runHistoryBench } from './history/history-bench.ts';
import { runImportBench } from './import/import-bench.ts';
import { runMatchingBench } from './matching/matching-bench.ts';
import { runMemoryBench } from './memory/memory-bench.ts';
import { runPanelBench } from './panel/panel-bench.ts';
import { runRecoveryBench } from './recovery/recovery-bench.ts';
import { runRestBench } from './rest/rest-bench.ts';
import { runScreenBench } from './screen/screen-bench.ts';
import { runScrollBench } from './screen/scroll-bench.ts';
import { runSoakBench } from './soak/soak-bench.ts';
import { runStoreBench } from './store/store-bench.ts';
import { runTelemetryBench } from './telemetry/telemetry-bench.ts';
import { runUpkeepBench } from './upkeep/upkeep-bench.ts';

const GROUPS: Readonly<Record<string, () => Promise<BenchFigure[]>>> = {
  matching: runMatchingBench,
  core: runCoreBench,
  store: runStoreBench,
  recovery: runRecoveryBench,
  soak: runSoakBench,
  export: runExportBench,
  engine: runEngineBench,
  history: runHistoryBench,
  import: () => runImportBench(),
  upkeep: runUpkeepBench,
  feed: runFeedBench,
  screen: async () => [...(await runScreenBench()), ...(await runScrollBench())],
  advisor: runAdvisorBench,
  rest: runRestBench,
  telemetry: runTelemetryBench,
  panel: runPanelBench,
  memory: runMemoryBench,
};

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch (error) {
    return error instanceof Error ? 'not a checkout' : String(error);
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in GROUPS));
if (unknown !== undefined) {
  process.stderr.write(`No group "${unknown}"; there are ${Object.keys(GROUPS).join(', ')}.\n`);
  process.exit(2);
}
const [cpu] = cpus();
const machine = {
  commit: commit(),
  node: process.version,
  cpu: cpu?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
};
process.stdout.write(
  `${JSON.stringify({ name: 'machine', value: machine.cores, unit: 'cores', details: machine })}\n`,
);
for (const [name, run] of Object.entries(GROUPS)) {
  if (wanted.length === 0 || wanted.includes(name)) printFigures(await run());
}
