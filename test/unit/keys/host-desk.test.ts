import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SIMULATED } from '../../../engine/contract/host-requests.ts';
import type {
  HostReply,
  HostRequest,
  KeyCheck,
  MarketChoice,
} from '../../../engine/contract/host-requests.ts';
import { HostDesk } from '../../../engine/keys/host-desk.ts';
import type { HostDeskParts, MarketStart } from '../../../engine/keys/host-desk.ts';
import { KeyRing } from '../../../engine/keys/key-ring.ts';
import { Recordings } from '../../../engine/keys/recordings.ts';

const PAPER = { keyId: 'PKCANARY0000AB12', secret: 'canary-secret-1' };
const LIVE = { keyId: 'AKCANARY0000CD34', secret: 'canary-secret-2' };
const IEX = { kind: 'alpaca', feed: 'iex', symbols: ['AAPL'], fillModel: 'queue' } as const;
const REAL: MarketChoice = { venue: 'local', source: { ...IEX, symbols: ['AAPL'] } };
const ON_PAPER: MarketChoice = { ...REAL, venue: 'alpaca-paper' };
const ON_LIVE: MarketChoice = { ...REAL, venue: 'alpaca-live' };

let folder: string;
let ring: KeyRing;
let outcome: KeyCheck['outcome'];
let checked: string[];
let starts: MarketStart[];
let remembered: MarketChoice[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stp-desk-'));
  ring = await KeyRing.open({ file: join(folder, 'keys.json'), cipher: null, environment: null });
  outcome = 'good';
  checked = [];
  starts = [];
  remembered = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function deskOf(changes: Partial<HostDeskParts> = {}): HostDesk {
  return new HostDesk({
    host: 'served',
    ring,
    check: async (venue, { keyId }) => {
      checked.push(`${venue} ${keyId}`);
      return { venue, outcome, accountEnd: 'X123', detail: '', retryInS: null };
    },
    market: SIMULATED,
    simulator: { kind: 'simulator', seed: 7, hours: 'always' },
    replay: { speed: 1, fillModel: 'queue' },
    recordings: new Recordings(join(folder, 'recordings'), null),
    remember: (market) => remembered.push(market),
    restart: (start) => starts.push(start),
    ...changes,
  });
}

function entered(venue: 'alpaca-paper' | 'alpaca-live', keep: 'plain' | 'until_end' = 'plain') {
  const keys = venue === 'alpaca-paper' ? PAPER : LIVE;
  return { type: 'keys.enter', venue, ...keys, keep } satisfies HostRequest;
}

function codeOf(reply: HostReply): string {
  return reply.ok ? '' : reply.refusal.code;
}

describe('keys that are entered', () => {
  test('are tried at their venue and kept', async () => {
    const reply = await deskOf().ask(entered('alpaca-paper'));
    expect(checked).toEqual(['alpaca-paper PKCANARY0000AB12']);
    expect(reply).toMatchObject({
      ok: true,
      check: { outcome: 'good', accountEnd: 'X123' },
      state: { keys: [{ venue: 'alpaca-paper', keyEnd: 'AB12', kept: 'plain' }] },
    });
    expect(ring.keysOf('alpaca-paper')).toEqual(PAPER);
    expect(JSON.stringify(reply)).not.toMatch(/CANARY|canary/);
  });

  test.each(['wrong_keys', 'other_venue'] as const)('are not kept when %s', async (wrong) => {
    outcome = wrong;
    expect(await deskOf().ask(entered('alpaca-paper'))).toMatchObject({
      ok: true,
      check: { outcome: wrong },
      state: { keys: [] },
    });
  });

  test.each(['blocked', 'no_network', 'rate_limit', 'unavailable'] as const)(
    'are kept when %s, which is not their fault',
    async (trouble) => {
      outcome = trouble;
      await deskOf().ask(entered('alpaca-paper'));
      expect(ring.keysOf('alpaca-paper')).toEqual(PAPER);
    },
  );

  test.each([
    { keyId: '' },
    { secret: 'two words' },
    { keyId: 'x'.repeat(129) },
    { venue: 'local' },
    { keep: 'forever' },
    { more: 'canary' },
  ])('are refused with %j, and nothing of them is repeated', async (wrong) => {
    const reply = await deskOf().ask({ ...entered('alpaca-paper'), ...wrong });
    expect(codeOf(reply)).toMatch(/^contract[.]/);
    expect(JSON.stringify(reply)).not.toMatch(/CANARY|canary|xxx|two words/);
    expect(checked).toEqual([]);
  });
});

describe('keys of the market in use', () => {
  test('are given to a new engine when they are changed, and only then', async () => {
    const desk = deskOf();
    await desk.ask(entered('alpaca-paper'));
    await desk.ask({ type: 'market.choose', market: REAL });
    starts = [];
    await desk.ask(entered('alpaca-paper'));
    await desk.ask(entered('alpaca-live'));
    expect(starts).toEqual([]);
    await desk.ask({ ...entered('alpaca-paper'), secret: 'a-newer-one' });
    expect(starts.map(({ keys }) => keys?.secret)).toEqual(['a-newer-one']);
  });

  test('stay as they are when the new ones are wrong', async () => {
    const desk = deskOf();
    await desk.ask(entered('alpaca-paper'));
    await desk.ask({ type: 'market.choose', market: ON_PAPER });
    starts = [];
    outcome = 'wrong_keys';
    await desk.ask({ ...entered('alpaca-paper'), secret: 'mistyped' });
    expect(starts).toEqual([]);
    expect(desk.start.keys).toEqual(PAPER);
  });
});

describe('keys that are held', () => {
  test('are tried again when asked', async () => {
    const desk = deskOf();
    expect(codeOf(await desk.ask({ type: 'keys.test', venue: 'alpaca-live' }))).toBe('venue.keys');
    await desk.ask(entered('alpaca-live'));
    outcome = 'rate_limit';
    expect(await desk.ask({ type: 'keys.test', venue: 'alpaca-live' })).toMatchObject({
      ok: true,
      check: { venue: 'alpaca-live', outcome: 'rate_limit' },
    });
  });

  test('are forgotten, but not under an engine that trades with them', async () => {
    const desk = deskOf();
    await desk.ask(entered('alpaca-paper'));
    await desk.ask({ type: 'market.choose', market: ON_PAPER });
    const forget = { type: 'keys.forget', venue: 'alpaca-paper' };
    expect(codeOf(await desk.ask(forget))).toBe('venue.in_use');
    await desk.ask({ type: 'market.choose', market: REAL });
    expect(codeOf(await desk.ask(forget))).toBe('venue.in_use');
    await desk.ask({ type: 'market.choose', market: SIMULATED });
    expect(await desk.ask(forget)).toMatchObject({ ok: true, state: { keys: [] } });
  });
});

describe('a market that is chosen', () => {
  test('gives the engine the keys of its venue and of no other', async () => {
    const desk = deskOf();
    await desk.ask(entered('alpaca-paper'));
    await desk.ask(entered('alpaca-live'));
    await desk.ask({ type: 'market.choose', market: ON_LIVE });
    await desk.ask({ type: 'market.choose', market: ON_PAPER });
    await desk.ask({ type: 'market.choose', market: SIMULATED });
    expect(starts).toEqual([
      { venue: 'alpaca-live', source: IEX, keys: LIVE },
      { venue: 'alpaca-paper', source: IEX, keys: PAPER },
      { venue: 'local', source: { kind: 'simulator', seed: 7, hours: 'always' }, keys: null },
    ]);
  });

  test('asks for data with keys of paper first where orders stay here', async () => {
    const desk = deskOf();
    await desk.ask(entered('alpaca-live'));
    await desk.ask({ type: 'market.choose', market: REAL });
    await desk.ask(entered('alpaca-paper'));
    expect(starts.map(({ venue, keys }) => [venue, keys])).toEqual([
      ['local', LIVE],
      ['local', PAPER],
    ]);
  });

  test.each([
    ['without keys', ON_PAPER, 'venue.keys'],
    ['without keys for data', REAL, 'venue.keys'],
    ['on a simulated market', { ...SIMULATED, venue: 'alpaca-live' }, 'venue.source'],
    [
      'without a recording',
      { venue: 'local', source: { kind: 'replay' } },
      'contract.no_recording',
    ],
  ] as const)('is refused %s', async (_name, market, code) => {
    expect(codeOf(await deskOf().ask({ type: 'market.choose', market }))).toBe(code);
    expect(starts).toEqual([]);
  });

  test('is remembered once its engine has come up', async () => {
    const desk = deskOf();
    await desk.ask(entered('alpaca-paper'));
    await desk.ask({ type: 'market.choose', market: ON_PAPER });
    expect(remembered).toEqual([]);
    desk.started();
    expect(remembered).toEqual([ON_PAPER]);
    expect(desk.failed('it crashed')).toBeNull();
  });

  test('gives way to the one before when its engine does not come up', async () => {
    const desk = deskOf();
    await desk.ask(entered('alpaca-paper'));
    await desk.ask({ type: 'market.choose', market: ON_PAPER });
    expect(desk.failed('the store is locked.')).toMatchObject({ venue: 'local', keys: null });
    expect(desk.state).toMatchObject({
      market: SIMULATED,
      marketProblem: 'Alpaca paper could not be started: the store is locked.',
    });
    desk.started();
    expect(remembered).toEqual([]);
  });

  test('from an earlier start is left for the simulator when its keys are gone', () => {
    const desk = deskOf({ market: ON_PAPER });
    expect(desk.start).toMatchObject({ venue: 'local', source: { kind: 'simulator' } });
    expect(desk.state.marketProblem).toBe('Alpaca paper: there are no keys of it.');
  });
});

describe('a recording', () => {
  const replayOf = (recording: string): MarketChoice => {
    return { venue: 'local', source: { kind: 'replay', recording } };
  };
  /** The command line's lies elsewhere. */
  function shelf(given: string | null, ...kept: readonly string[]): Recordings {
    const at = join(folder, 'recordings');
    const recordings = new Recordings(at, given);
    for (const name of kept) writeFileSync(join(at, name), '');
    return recordings;
  }

  test('that lies in the folder is listed and played by its name', async () => {
    const recordings = shelf(null, 'aapl.csv', 'es.CSV.gz', 'notes.txt', '.hidden.csv');
    mkdirSync(join(folder, 'recordings', 'folder.csv'));
    const desk = deskOf({ recordings });
    expect(desk.state).toMatchObject({ recording: '', recordings: ['aapl.csv', 'es.CSV.gz'] });
    await desk.ask({ type: 'market.choose', market: replayOf('aapl.csv') });
    const file = join(folder, 'recordings', 'aapl.csv');
    expect(starts).toEqual([
      {
        ...{ venue: 'local', keys: null },
        source: { kind: 'replay', file, speed: 1, fillModel: 'queue' },
      },
    ]);
    expect(desk.state.recording).toBe('aapl.csv');
  });

  test.each(['../keys.json', 'notes.txt', 'gone.csv', '/etc/passwd'])(
    'is none of the listed and so refused: %s',
    async (name) => {
      writeFileSync(join(folder, 'keys.json'), '');
      const desk = deskOf({ recordings: shelf(null, 'notes.txt') });
      const reply = await desk.ask({ type: 'market.choose', market: replayOf(name) });
      expect(codeOf(reply)).toBe('contract.no_recording');
      expect(starts).toEqual([]);
    },
  );

  test('cannot be chosen where the folder cannot be made, and the state says why', () => {
    writeFileSync(join(folder, 'recordings'), 'a file in its place');
    const desk = deskOf();
    expect(desk.state).toMatchObject({ recordings: [] });
    expect(desk.state.recordingProblem).toContain('EEXIST');
  });

  test('is missed no more once its folder is there again', () => {
    const recordings = shelf(null, 'aapl.csv');
    const desk = deskOf({ recordings });
    expect(desk.state.recordingProblem).toBe('');
    rmSync(join(folder, 'recordings'), { recursive: true });
    expect(desk.state.recordingProblem).toContain('ENOENT');
    mkdirSync(join(folder, 'recordings'));
    expect(desk.state.recordingProblem).toBe('');
  });

  test('of the command line comes first, and is no recording of the next start', () => {
    const recordings = shelf('/elsewhere/es.csv', 'aapl.csv', 'es.csv');
    expect(recordings.names).toEqual(['es.csv', 'aapl.csv']);
    expect([recordings.fileOf(''), recordings.fileOf('es.csv')]).toEqual([
      '/elsewhere/es.csv',
      '/elsewhere/es.csv',
    ]);
    expect([recordings.isKept('es.csv'), recordings.isKept('aapl.csv')]).toEqual([false, true]);
  });

  test('that is gone at the next start leaves the simulator, and a sentence', () => {
    const desk = deskOf({ market: replayOf('gone.csv') });
    expect(desk.start.source.kind).toBe('simulator');
    expect(desk.state.marketProblem).toContain('put the recording into');
  });
});

describe('a symbol that the engine has begun to follow', () => {
  test('is followed at the next start too, once, and never on a market without symbols', async () => {
    await ring.enter('alpaca-paper', PAPER, 'plain');
    const desk = deskOf({ market: REAL });
    desk.followed('MSFT');
    desk.followed('MSFT');
    const source = { ...IEX, symbols: ['AAPL', 'MSFT'] };
    expect(desk.start.source).toEqual(source);
    expect(remembered).toEqual([{ ...REAL, source }]);
    const simulated = deskOf();
    simulated.followed('MSFT');
    expect(simulated.state.market).toEqual(SIMULATED);
    expect(remembered).toHaveLength(1);
  });
});
