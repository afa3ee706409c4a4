import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ExportStep } from '../../../engine/csv/csv-export.ts';
import type { Background } from '../../../engine/host/background.ts';
import { MORNING } from '../../support/test-core.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import { pass, startTestEngine, stopped } from '../../support/test-engine.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: MORNING / 1_000 });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const START = {
  type: 'export.start',
  profile: 'fills',
  symbol: null,
  side: null,
  tag: null,
  fromUs: null,
  toUs: null,
  excel: false,
};
const SUMS = { readDone: 0, bytes: 0, totals: {}, problem: '' };

/** Exports that run until the test ends them. */
class ManualBackground implements Pick<Background, 'startExport' | 'cancelExport'> {
  readonly canceled: number[] = [];
  readonly #steps: ((step: ExportStep) => void)[] = [];

  startExport: Background['startExport'] = (_request, onStep) => {
    const exportId = this.#steps.push(onStep);
    return Promise.resolve({ exportId, readTotal: 10 });
  };

  cancelExport: Background['cancelExport'] = (exportId) => {
    this.canceled.push(exportId);
    return true;
  };

  step(exportId: number, state: ExportStep['state'], rowsDone: number): void {
    this.#steps[exportId - 1]?.({ ...SUMS, state, rowsDone });
  }
}

describe('exports', () => {
  test('tell their own client how they go on, after the reply', async () => {
    const background = new ManualBackground();
    const test = startTestEngine({ background });
    const [client, other] = [connectInMemory(test), connectInMemory(test)];
    await client.hello('test', '');
    await other.hello('other', '');
    const asked = client.ask(START);
    await Promise.resolve();
    background.step(1, 'running', 4);
    expect(await asked).toMatchObject({ ok: true, result: { exportId: 1, readTotal: 10 } });
    await pass(10);
    background.step(1, 'done', 10);
    const heard = client.heard.flatMap((one) => (one.type === 'export' ? [one.progress] : []));
    expect(heard).toMatchObject([
      { state: 'running', rowsDone: 4, path: '', ticket: '' },
      { state: 'done', rowsDone: 10, path: expect.stringContaining('/exports/fills-') as string },
    ]);
    expect(other.heard.map(({ type }) => type)).toEqual(['welcome']);
    await stopped(test);
  });

  test('are told behind a reply that waits for the disk, in their order', async () => {
    const background = new ManualBackground();
    const test = startTestEngine({ background });
    const client = connectInMemory(test);
    await client.hello('test', '');
    const limit = { orderType: 'limit', limitPriceTicks: 10_000 } as const;
    client.ask(client.order(limit)).catch(() => undefined);
    client.ask(START).catch(() => undefined);
    background.step(1, 'running', 4);
    // The start is answered, and the export goes on at once.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    background.step(1, 'running', 8);
    await pass(10);
    background.step(1, 'done', 10);
    expect(client.heard.map(({ type }) => type)).toEqual(['welcome']);
    test.journal.commit();
    await pass(10);
    const exported = client.heard.slice(
      client.heard.findIndex(({ type }) => type === 'export') - 1,
    );
    expect(exported).toMatchObject([
      { type: 'reply', id: 2, ok: true },
      ...[4, 8, 10].map((rowsDone) => ({ type: 'export', progress: { rowsDone } })),
    ]);
    await stopped(test);
  });

  test('of a client that has gone are cancelled, those of others go on', async () => {
    const background = new ManualBackground();
    const test = startTestEngine({ background });
    const [client, other] = [connectInMemory(test), connectInMemory(test)];
    await client.hello('test', '');
    await other.hello('other', '');
    await client.ask(START);
    await other.ask(START);
    await pass(10);
    client.close();
    expect(background.canceled).toEqual([1]);
    background.step(1, 'canceled', 4);
    background.step(2, 'done', 10);
    expect(other.heard.at(-1)).toMatchObject({ type: 'export', progress: { exportId: 2 } });
    await stopped(test);
  });

  test('whose client has gone before they began are cancelled too', async () => {
    const background = new ManualBackground();
    const test = startTestEngine({ background });
    const client = connectInMemory(test);
    await client.hello('test', '');
    client.ask(START).catch(() => undefined);
    client.close();
    await pass(10);
    expect(background.canceled).toEqual([1]);
    await stopped(test);
  });

  test('can be cancelled by their own client only', async () => {
    const background = new ManualBackground();
    const test = startTestEngine({ background });
    const [client, other] = [connectInMemory(test), connectInMemory(test)];
    await client.hello('test', '');
    await other.hello('other', '');
    await client.ask(START);
    const cancel = { type: 'export.cancel', exportId: 1 };
    expect(await other.ask(cancel)).toMatchObject({ result: { canceled: false } });
    expect(await client.ask(cancel)).toMatchObject({ result: { canceled: true } });
    await pass(10);
    await stopped(test);
  });
});
