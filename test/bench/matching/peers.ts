/**
 * The order books of npm on the first operations of `walk`, in turns with the engine on the same
 * operations; each round's trades are compared. They are two orders of magnitude slower, so a prefix
 * has to do.
 */
import { strictEqual } from 'node:assert/strict';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import type { BenchFigure } from '../figure.ts';
import { NPM_ORDER_BOOKS, NpmExchange } from './npm-exchange.ts';
import { Replayer } from './replayer.ts';
import type * as replayerModule from './replayer.ts';
import { median } from './statistics.ts';
import { WALK, generateWorkload } from './workload.ts';

const OPERATIONS = 100_000;
const ROUNDS = 3;

/** Throughput of each package, with the engine's as a multiple of it. */
export async function peerFigures(): Promise<BenchFigure[]> {
  const file = generateWorkload({ ...WALK, ops: OPERATIONS });
  const figures: BenchFigure[] = [];
  for (const [name, makeBook] of Object.entries(NPM_ORDER_BOOKS)) {
    // A module of its own for each package, so that none slows down the calls of another.
    const path: string = `./replayer.ts?${name}`;
    const { Replayer: OwnReplayer } = (await import(path)) as typeof replayerModule;
    const rates: number[] = [];
    const ownRates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const engine = new MatchingEngine({ priceStepTicks: 1, keepPlaceOnDecrease: false });
      const own = timed(new Replayer(engine, file));
      const peer = timed(new OwnReplayer(new NpmExchange(makeBook()), file));
      strictEqual(peer.checksum, own.checksum, `${name} trades as the engine does`);
      rates.push(peer.opsPerS);
      ownRates.push(own.opsPerS);
    }
    figures.push({
      name: `matching.peer.${name}`,
      value: Math.round(median(rates)),
      unit: 'ops/s',
      ratio: Math.round(median(ownRates) / median(rates)),
      reference: 'how many times as fast the engine is on the same operations',
      details: {
        operations: OPERATIONS,
        rounds: ROUNDS,
        engineOpsPerS: Math.round(median(ownRates)),
      },
    });
  }
  return figures;
}

function timed(replayer: Replayer): { opsPerS: number; checksum: number } {
  const startMs = performance.now();
  replayer.run(0, replayer.ops);
  const seconds = (performance.now() - startMs) / 1_000;
  return { opsPerS: replayer.ops / seconds, checksum: replayer.checksum };
}
