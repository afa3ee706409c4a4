/**
 * Throughput, time per operation and memory of the matching engine on workload version 1. Every round
 * starts from an empty engine, produces its events, reads them all into the checksum and is
 * compared with the expected outcome. `node test/bench/matching/matching-bench.ts`
 */
import { deepStrictEqual } from 'node:assert/strict';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { allocationFigure } from './allocation.ts';
import { EXPECTED, outcomeOf } from './expected.ts';
import type { ReplaceRule } from './expected.ts';
import { growthFigures } from './growth.ts';
import { latencyFigures } from './latency.ts';
import { peerFigures } from './peers.ts';
import { PlainExchange } from './plain-exchange.ts';
import { Replayer } from './replayer.ts';
import type * as replayerModule from './replayer.ts';
import { median } from './statistics.ts';
import { DEEP, generateWorkload, WALK } from './workload.ts';
import type { WorkloadSpec } from './workload.ts';

const ROUNDS = 9;

/** Rounds before those that count, in which the code is compiled. */
const WARM_UP_ROUNDS = 3;

/**
 * A second instance of the replayer's module, compiled apart: a replayer that has met two exchanges
 * no longer inlines their calls, which would cost the engine a third of its speed.
 */
const PLAIN_REPLAYER_MODULE: string = './replayer.ts?plain';

/**
 * Runs both files, then what grows and what others reach; takes about half a minute. The plain exchange takes turns with the engine, so that the
 * ratio holds on a machine that drifts. Throws when a round's outcome is not the expected one.
 */
export async function runMatchingBench(): Promise<BenchFigure[]> {
  // The same file as the static import, whose types it therefore has.
  const plain = (await import(PLAIN_REPLAYER_MODULE)) as typeof replayerModule;
  const figures: BenchFigure[] = [];
  for (const spec of [WALK, DEEP]) {
    const file = generateWorkload(spec);
    figures.push(throughputFigure(spec, file, plain.Replayer));
    if (spec.name === 'walk') timedRound(spec, file, 'keep');
    figures.push(...latencyFigures(spec, file), await allocationFigure(spec, file));
  }
  return [...figures, ...growthFigures(), ...(await peerFigures())];
}

function throughputFigure(
  spec: WorkloadSpec,
  file: ArrayBuffer,
  PlainReplayer: typeof Replayer,
): BenchFigure {
  const rates: number[] = [];
  const plainRates: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    const rate = timedRound(spec, file, 'back');
    if (round >= 0) rates.push(rate);
    if (round % 3 === 0) plainRates.push(plainRound(spec, file, PlainReplayer));
  }
  const value = Math.round(median(rates));
  const plainOpsPerS = median(plainRates);
  return {
    name: `matching.${spec.name}.throughput`,
    value,
    unit: 'ops/s',
    ratio: Math.round((value / plainOpsPerS) * 10) / 10,
    reference: 'the same file on an exchange of objects, maps and arrays',
    details: {
      rounds: ROUNDS,
      slowest: Math.round(Math.min(...rates)),
      fastest: Math.round(Math.max(...rates)),
      referenceOpsPerS: Math.round(plainOpsPerS),
      ...EXPECTED[spec.name].back,
    },
  };
}

/** Runs a file once and checks its outcome; the preload is not timed. */
function timedRound(spec: WorkloadSpec, file: ArrayBuffer, rule: ReplaceRule): number {
  const engine = newEngine(rule);
  const replayer = new Replayer(engine, file);
  replayer.run(0, replayer.preload);
  const startMs = performance.now();
  replayer.run(replayer.preload, replayer.preload + replayer.ops);
  const seconds = (performance.now() - startMs) / 1_000;
  deepStrictEqual(outcomeOf(replayer, engine), EXPECTED[spec.name][rule]);
  return replayer.ops / seconds;
}

/** The plain exchange on the same file, all of it, with the same trades. */
function plainRound(spec: WorkloadSpec, file: ArrayBuffer, PlainReplayer: typeof Replayer): number {
  const replayer = new PlainReplayer(new PlainExchange(), file);
  replayer.run(0, replayer.preload);
  const startMs = performance.now();
  replayer.run(replayer.preload, replayer.preload + replayer.ops);
  const seconds = (performance.now() - startMs) / 1_000;
  deepStrictEqual(replayer.checksum, EXPECTED[spec.name].back.checksum);
  return replayer.ops / seconds;
}

function newEngine(rule: ReplaceRule): MatchingEngine {
  return new MatchingEngine({ priceStepTicks: 1, keepPlaceOnDecrease: rule === 'keep' });
}

if (process.argv[1] === import.meta.filename) printFigures(await runMatchingBench());
