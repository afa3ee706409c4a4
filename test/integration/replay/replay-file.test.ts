import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOrderFlow } from '../../../engine/feed/replay-reader.ts';
import { FLOW_HEADER, flowCsv } from '../../support/order-flow-csv.ts';
import type { FlowRow } from '../../support/order-flow-csv.ts';

const ROWS: readonly FlowRow[] = [
  { action: 'A', side: 'B', price: 19_200, size: 2, id: 6_412_777_162_812, flags: 40 },
  { action: 'A', side: 'A', price: 19_201, size: 3, id: 2, flags: 40 },
  { ms: 5, action: 'T', side: 'B', price: 19_201, size: 1, id: 9, flags: 0 },
  { ms: 5, action: 'F', side: 'A', price: 19_201, size: 1, id: 2, flags: 0 },
  { ms: 5, action: 'M', side: 'A', price: 19_201, size: 2, id: 2 },
];
const RECORDING = '../shared/data/es-mbo-20231225.csv.gz';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileWith(content: string | Uint8Array, name = 'flow.csv'): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

/** Problem of a file with these rows after the header, without its path. */
async function problemWith(...lines: readonly string[]): Promise<string> {
  const file = await fileWith([FLOW_HEADER, ...lines].join('\n'));
  const error: unknown = await readOrderFlow(file).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message.replace(`${file}: `, '') : 'no problem';
}

const GOOD = '1703545200000000000,17077,A,B,4800000000000,2,7,130,1';

describe('reading a recording', () => {
  test('takes plain and gzipped files alike, whatever their name', async () => {
    const plain = await readOrderFlow(await fileWith(flowCsv(ROWS)));
    const zipped = await readOrderFlow(await fileWith(gzipSync(flowCsv(ROWS)), 'zipped'));
    expect(plain.count).toBe(5);
    expect(zipped.count).toBe(5);
    expect(Array.from(zipped.priceTicks.slice(0, 5))).toEqual([
      19_200, 19_201, 19_201, 19_201, 19_201,
    ]);
    expect(plain.orderId[0]).toBe(6_412_777_162_812);
    expect(plain.timeUs[2]).toBe(1_703_545_200_005_000);
  });

  test('says which file is missing or damaged', async () => {
    await expect(readOrderFlow(join(folder, 'nothing.csv'))).rejects.toThrow(
      /nothing\.csv: there is no such file$/,
    );
    await expect(readOrderFlow(folder)).rejects.toThrow(/is a folder, not a file$/);
    const half = gzipSync(flowCsv(ROWS)).subarray(0, 60);
    await expect(readOrderFlow(await fileWith(half))).rejects.toThrow(/the gzip data is damaged$/);
    await expect(readOrderFlow(await fileWith(''))).rejects.toThrow(/holds no events$/);
    await expect(readOrderFlow(await fileWith(`${FLOW_HEADER}\n`))).rejects.toThrow(/no events$/);
    await expect(readOrderFlow(await fileWith('time,price\n1,2\n'))).rejects.toThrow(
      /line 1: the columns must be ts_event,.*found time,price$/,
    );
  });

  test('names line, column, value and rule of a bad row', async () => {
    expect(await problemWith(GOOD, GOOD.replace('A,B', 'X,B'))).toBe(
      'line 3: action "X" is none of A C M T F R',
    );
    expect(await problemWith(GOOD.replace('A,B', 'A,N'))).toMatch(
      /^line 2: side "N" must be B or A/,
    );
    expect(await problemWith(GOOD.replace('4800000000000', '4800000000001'))).toMatch(
      /^line 2: price "4800000000001" is not a multiple of a quarter point$/,
    );
    expect(await problemWith(GOOD.replace('4800000000000', '-250000000'))).toMatch(
      /^line 2: price "-/,
    );
    expect(await problemWith(GOOD.replace(',2,7', ',0,7'))).toBe(
      'line 2: size "0" must be above 0',
    );
    expect(await problemWith(GOOD.replace(',2,7', ',2.5,7'))).toMatch(
      /^line 2: size "2.5" is not a/,
    );
    expect(await problemWith(GOOD.replace('1703545200000000000', 'noon'))).toMatch(
      /^line 2: ts_event "noon" is not nanoseconds/,
    );
    expect(await problemWith(GOOD, GOOD, '1,2,3')).toMatch(/got 3 on line 4/);
  });
});

interface Report {
  readonly events: number;
  readonly fillsRecorded: number;
  readonly fillsEqual: number;
  readonly fillsEqualShare: number;
  readonly crossedMoments: number;
  readonly rejected: { readonly unexplained: number };
}

async function report(
  ...args: readonly string[]
): Promise<{ stdout: string; stderr: string; code: number }> {
  const command = ['engine/host/replay-report.ts', ...args];
  try {
    return { ...(await promisify(execFile)(process.execPath, command)), code: 0 };
  } catch (error) {
    // A failed execFile carries what the process wrote and its exit code.
    const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number };
    return { stdout, stderr, code };
  }
}

function parsed(stdout: string): Report {
  // The report's own shape; the assertions below check what they use.
  return JSON.parse(stdout) as Report;
}

describe('the replay report', () => {
  test('compares the fills of a small recording', async () => {
    const { stdout } = await report(await fileWith(flowCsv(ROWS)), '--report', 'json');
    expect(parsed(stdout)).toMatchObject({
      events: 5,
      fillsRecorded: 1,
      fillsEqual: 1,
      fillsEqualShare: 1,
      crossedMoments: 0,
      rejected: { unexplained: 0 },
    });
  });

  test('plays to the terminal without --report', async () => {
    const { stdout, code } = await report(await fileWith(flowCsv(ROWS)));
    expect(code).toBe(0);
    expect(stdout).toContain('5 of 5 events');
    expect(stdout).toContain('1 of 1 recorded fills equal (100.00 %)');
  });

  test('ends with a plain sentence and code 1 when something is wrong', async () => {
    const missing = await report('nothing.csv');
    expect(missing).toMatchObject({ code: 1, stderr: 'nothing.csv: there is no such file\n' });
    expect((await report()).stderr).toContain('usage: npm run replay');
    expect((await report('a.csv', '--report', 'xml')).stderr).toContain('the only format is json');
    expect((await report('a.csv', '--nonsense')).stderr).toContain('--nonsense');
  });

  test.skipIf(!existsSync(RECORDING))(
    `reproduces an hour of the E-mini S&P 500 (skipped without ${RECORDING})`,
    async () => {
      const { stdout } = await report(RECORDING, '--report', 'json');
      const result = parsed(stdout);
      expect(result).toMatchObject({
        events: 68_792,
        fillsRecorded: 6_229,
        crossedMoments: 0,
        rejected: { unexplained: 0 },
      });
      expect(result.fillsEqualShare).toBeGreaterThanOrEqual(0.904);
    },
  );
});
