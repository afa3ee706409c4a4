import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import { openReplay, symbolOf } from '../../../engine/host/replay-source.ts';
import type { OpenedReplay } from '../../../engine/host/replay-source.ts';
import { openCore } from '../../support/test-core.ts';

const HEADER = 'timestamp,open,high,low,close,volume';
const GOOD = '2024-03-04 14:30:00,187.25,187.40,187.20,187.31,1200';
const RECORDING = '../shared/data/btc-perp-1m-202201.csv.gz';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bars-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function opened(content: string | Uint8Array, name = 'aapl-1m.csv'): Promise<OpenedReplay> {
  const file = join(folder, name);
  await writeFile(file, content);
  return openReplay(file, 0);
}

/** Problem of a file with these rows, without its path. */
async function problemWith(...lines: readonly string[]): Promise<string> {
  const error: unknown = await opened([HEADER, ...lines].join('\n')).catch((e: unknown) => e);
  if (!(error instanceof Error)) return 'no problem';
  return error.message.slice(error.message.indexOf(': ') + 2);
}

describe('a file of bars', () => {
  test('is of shares where whole units trade, with the step its prices have', async () => {
    const { source, startPrices, isQuoted } = await opened(`${HEADER}\n${GOOD}\n`);
    expect(isQuoted).toBe(true);
    expect(source.instruments).toMatchObject([
      { symbol: 'AAPL', assetClass: 'us_equity', priceIncrements: [{ incrementTicks: 100 }] },
    ]);
    expect(startPrices.get('AAPL')).toBe(1_872_500);
  });

  test('is of a pair where parts of units do, zipped or not, whatever its columns’ order', async () => {
    const content =
      'volume,note,close,low,high,open,timestamp\n0.5,x,101.5,99,102,100,2024-03-04T14:30Z';
    const { source } = await opened(gzipSync(content), 'btc_usd.csv.gz');
    expect(source.instruments).toMatchObject([
      { symbol: 'BTC-USD', assetClass: 'crypto', priceIncrements: [{ incrementTicks: 50 }] },
    ]);
  });

  test('is refused with line, column, value and rule', async () => {
    const with_ = (from: string, to: string): Promise<string> =>
      problemWith(GOOD, GOOD.replace('14:30', '14:31').replace(from, to));
    expect(await with_('187.40', '187.30')).toBe('line 3: high "187.30" is below open or close');
    expect(await with_('187.20', '187.26')).toBe('line 3: low "187.26" is above open or close');
    expect(await with_('187.25', '-1')).toBe('line 3: open "-1" is no price of at most 4 decimals');
    expect(await with_('1200', 'many')).toBe('line 3: volume "many" is no quantity');
    expect(await with_('2024-03-04', 'noon')).toMatch(
      /^line 3: timestamp ".*" is no date and time$/,
    );
    expect(await problemWith(GOOD, GOOD)).toMatch(/^line 3: timestamp .* is not after that of/);
    expect(await problemWith(GOOD.replace('187.20', '0'))).toBe('line 2: low "0" must be above 0');
    expect(await problemWith()).toBe('holds no events');
    await expect(opened('a,b\n1,2\n')).rejects.toThrow(
      /line 1: the header is neither .* found a,b$/,
    );
  });

  test('is refused where coins cost less than its ticks can tell', async () => {
    expect(await problemWith('2024-03-04,0.0312,0.0315,0.0311,0.0313,0.5')).toBe(
      'parts of units traded, so prices must have at most 2 decimals',
    );
  });

  test('gives its symbol by its name', () => {
    expect(symbolOf('/data/btc-perp-1m-202201.csv.gz')).toBe('BTC-PERP');
    expect(symbolOf('SPY.csv')).toBe('SPY');
    expect(symbolOf('1min.csv')).toBe('1MIN');
    expect(symbolOf('$$$.csv')).toBe('BARS');
  });

  test.skipIf(!existsSync(RECORDING))(
    `of a month of bitcoin is built again from its prints (skipped without ${RECORDING})`,
    async () => {
      const { source, startPrices } = await openReplay(RECORDING, 0);
      const nowUs = source.marketUs(timeUs(1));
      const { instruments } = source;
      const core = openCore(undefined, { instruments, startPrices, fillModel: 'queue', nowUs });
      const advance = (): number =>
        source.advance(timeUs(1), 12 * 1_000, core.house, (us) => {
          core.setTime(us);
        });
      expect(instruments[0]?.symbol).toBe('BTC-PERP');
      expect(advance()).toBe(12_000);
      const minutes = core.exchange.at(0).bars.of('1m').from(nowUs);
      expect(minutes).toHaveLength(1_000);
      // The first two rows of the file.
      expect(minutes[0]).toMatchObject({ openTicks: 4_631_900, highTicks: 4_638_500 });
      expect(minutes[0]?.volumeLots).toBe(23_004_137_295);
      expect(minutes[1]).toMatchObject({ lowTicks: 4_637_700, closeTicks: 4_641_100 });
      while (advance() > 0);
      const { state, eventsDone, eventsTotal } = source.status(timeUs(1));
      expect({ state, eventsDone }).toEqual({ state: 'ended', eventsDone: eventsTotal });
      expect(eventsTotal).toBeGreaterThan(500_000);
    },
  );
});
