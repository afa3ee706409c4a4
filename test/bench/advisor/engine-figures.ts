/** What the advisor makes of faults on a real engine: each told as it ends, and summed up even when it is stopped. */
import { CAUSES } from '../../../engine/contract/advisor-words.ts';
import { runRealFaults } from '../../faults/real-faults.ts';
import type { RealResult } from '../../faults/real-faults.ts';
import type { BenchFigure } from '../figure.ts';
import { share } from './share.ts';

/** What one would just notice is left to the model. */
const STRENGTHS = [2, 3];
const MS_PER_S = 1_000;

/** Every fault, or those of `ADVISOR_FAULTS`, at two strengths under two loads. */
export async function engineFigures(): Promise<BenchFigure[]> {
  const stopping = new AbortController();
  const stop = (): void => {
    process.stderr.write('stopping; what was played so far is summed up\n');
    stopping.abort();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const startedMs = performance.now();
  try {
    const asked = process.env['ADVISOR_FAULTS']?.split(',') ?? CAUSES;
    const suite = await runRealFaults({
      strengths: STRENGTHS,
      faults: CAUSES.filter((cause) => asked.includes(cause)),
      signal: stopping.signal,
      report: (result) => {
        const passedS = Math.round((performance.now() - startedMs) / MS_PER_S);
        process.stderr.write(`${String(passedS)} s  ${lineOf(result)}\n`);
      },
    });
    return figuresOf(suite, stopping.signal.aborted);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function lineOf({ fault, strength, load, found, afterS }: RealResult): string {
  const verdict = fault === found ? 'right' : `WRONG, ${found ?? 'nothing'} was told`;
  return `${fault} ${String(strength)} ${load}: ${verdict} after ${String(afterS)} samples`;
}

function figuresOf(
  { results, falseFindings, cleanS }: Awaited<ReturnType<typeof runRealFaults>>,
  wasStopped: boolean,
): BenchFigure[] {
  const right = results.filter(({ fault, found }) => fault === found);
  const times = right.map(({ afterS }) => afterS).sort((a, b) => a - b);
  const wrong = results
    .filter(({ fault, found }) => fault !== found)
    .map(({ fault, strength, load, found, afterS }) => ({ fault, strength, load, found, afterS }));
  return [
    {
      name: 'advisor.engine.accuracy',
      value: share(right.length, results.length),
      unit: 'share',
      details: {
        wasStopped,
        runs: results.length,
        right: right.length,
        strengths: STRENGTHS,
        wrong,
      },
    },
    {
      name: 'advisor.engine.time_to_detect',
      value: times[times.length >> 1] ?? 0,
      unit: 'samples, median; five a second',
      details: { max: times.at(-1) ?? 0 },
    },
    {
      name: 'advisor.engine.false_findings',
      value: falseFindings.length,
      unit: 'findings',
      details: { samples: cleanS, told: falseFindings },
    },
  ];
}
