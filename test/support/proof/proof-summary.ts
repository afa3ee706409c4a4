import { existsSync, readFileSync } from 'node:fs';
import type { ProofRecord } from './proof-log.ts';

const HOURS_PER_DAY = 24;

/** What a proof has tried in all, and a table of it. */
export interface ProofSummary {
  /** Sequences of commands or inputs that properties have played. */
  readonly sequences: number;
  /** Simulated days of 24 hours of market. */
  readonly days: number;
  readonly failures: number;
  readonly text: string;
}

/** The records of a log, in the order in which they were made; none when there is no log. */
export function readProofs(log: string): ProofRecord[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').split('\n');
  // Every line was written by `noteProof`.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ProofRecord);
}

/** Adds up the records: one line a suite with its seeds, then the totals. */
export function summaryOf(records: readonly ProofRecord[]): ProofSummary {
  const total = (kind: ProofRecord['kind']): number =>
    sum(records.filter((one) => one.kind === kind).map(({ count }) => count));
  const sequences = total('property');
  const days = total('day') / HOURS_PER_DAY;
  const failed = records.filter((one) => one.failed);
  const names = [...new Set(records.map(({ suite }) => suite))];
  const suites = names.map((name) => lineOf(records.filter(({ suite }) => suite === name)));
  const totals = [
    `${String(sequences)} sequences`,
    `${String(Math.round(days * 10) / 10)} simulated days`,
    `${String(total('kill-rounds'))} kills of a running engine`,
    `${String(failed.length)} failed`,
  ].join(', ');
  const seeds = failed.map(({ suite, seed }) => `  failed: seed ${String(seed)} of ${suite}`);
  const text = [...suites, ...seeds, totals].join('\n');
  return { sequences, days, failures: failed.length, text };
}

const UNITS = {
  property: 'sequences',
  day: 'hours of market',
  'kill-rounds': 'kills',
  faults: 'fault scripts',
} as const;

function lineOf(records: readonly ProofRecord[]): string {
  const { suite = '', kind = 'property' } = records[0] ?? {};
  const seeds = [...new Set(records.map(({ seed }) => seed))].toSorted((a, b) => a - b);
  const [first, last] = [String(seeds[0]), String(seeds.at(-1))];
  const seedText =
    first === last ? `seed ${first}` : `${String(seeds.length)} seeds ${first} to ${last}`;
  const count = String(sum(records.map((one) => one.count)));
  const seconds = sum(records.map((one) => one.seconds)).toFixed(1);
  const notes = records.flatMap(({ note }) => (note === undefined ? [] : [`\n        ${note}`]));
  return `${count.padStart(7)} ${UNITS[kind]}, ${seedText}, ${seconds} s: ${suite}${notes.join('')}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
