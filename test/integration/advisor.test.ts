/** The advisor in a running engine: finds, cures, remembers. Its seconds pass in twentieths of one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdvisorStatus, Finding } from '../../engine/contract/advisor.ts';
import { composeEngine } from '../../engine/host/compose.ts';
import type { ComposedEngine } from '../../engine/host/compose.ts';
import { engineStart } from '../support/engine-harness.ts';
import { TestClient } from '../support/test-client.ts';

let folder: string;
let composed: ComposedEngine;
let client: TestClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stp-advisor-'));
  await start();
});
afterEach(async () => {
  await composed.stop('test over');
  await rm(folder, { recursive: true, force: true });
});

async function start(developer = true): Promise<void> {
  composed = await composeEngine(
    { ...engineStart(folder), developer, sampleMs: 50 },
    'ticket',
    (problem) => {
      throw new Error(problem);
    },
  );
  const { engine } = composed;
  const made: TestClient = new TestClient({
    send: (value) => connection.receive(value),
    close: () => engine.disconnect(connection),
  });
  const connection = engine.connect({
    send: (message) => made.receive(message),
    close: (reason) => made.ended(reason),
  });
  client = made;
  await client.hello('test', '');
}

/** The newest status that the predicate takes; waits for one. */
function status(take: (status: AdvisorStatus) => boolean): Promise<AdvisorStatus> {
  return client
    .until(() => client.heard.findLast((one) => one.type === 'advisor' && take(one.status)))
    .then((message) => {
      if (message.type !== 'advisor') throw new Error('looked for above');
      return message.status;
    });
}

describe('the advisor of a running engine', () => {
  it('finds a lost index, makes it again, and remembers that over a restart', async () => {
    const beforeUs = Date.now() * 1_000;
    await client.request({
      type: 'advisor.inject',
      fault: 'missing_index',
      strength: 2,
      seconds: 60,
    });
    // A busy machine may give it more to find.
    const isIt = ({ causes }: Finding): boolean => causes[0]?.cause === 'missing_index';
    const found = await status(({ findings }) => findings.some(isIt));
    const finding = found.findings.find(isIt);
    expect(finding?.cures[0]).toEqual({ cure: 'restore_indexes', helped: 0, didNot: 0 });
    // Its seconds pass sooner than those of the clock that it is told by.
    expect(finding?.sinceUs).toBeGreaterThanOrEqual(beforeUs);
    const findingId = finding?.findingId ?? 0;
    await client.request({ type: 'advisor.cure', findingId, cure: 'restore_indexes' });
    const cured = await status(({ cures }) => cures.some(({ state }) => state === 'helped'));
    expect(cured.cures[0]).toMatchObject({ metric: 'store.indexes_missing', undone: false });
    await status(({ findings, incidents }) => {
      const isOver = findings.every((one) => !isIt(one) || one.endedUs !== null);
      return isOver && incidents > 0;
    });
    const { text, incidents: told } = await client.request({ type: 'advisor.export' });

    await composed.stop('restart');
    await start(false);
    const { incidents } = await client.request({
      type: 'advisor.incidents',
      beforeId: null,
      limit: 10,
    });
    expect(incidents).toContainEqual(
      expect.objectContaining({
        cause: 'missing_index',
        cure: 'restore_indexes',
        outcome: 'helped',
      }),
    );
    // What it has exported itself is nothing new.
    const again = await client.request({ type: 'advisor.import', text });
    expect(again).toEqual({ added: 0, known: told, skipped: 0, noRoom: 0 });
    const elsewhere = text.replaceAll(/"machine":"[^"]*"/g, '"machine":"elsewhere"');
    const learned = await client.request({ type: 'advisor.import', text: elsewhere });
    expect(learned).toEqual({ added: told, known: 0, skipped: 0, noRoom: 0 });
  });

  it('refuses a cure that is not offered and one of what is over', async () => {
    const cure = { type: 'advisor.cure', findingId: 99, cure: 'trim' } as const;
    expect(await client.refusal(cure)).toMatchObject({ code: 'advisor.no_finding', value: '99' });
    await client.request({
      type: 'advisor.inject',
      fault: 'rate_limit_storm',
      strength: 2,
      seconds: 60,
    });
    const isStorm = ({ causes }: Finding): boolean => causes[0]?.cause === 'rate_limit_storm';
    const { findings } = await status((one) => one.findings.some(isStorm));
    const finding = findings.find(isStorm);
    const findingId = finding?.findingId ?? 0;
    expect(finding).toMatchObject({
      causes: [{ cause: 'rate_limit_storm' }, {}, {}],
      cures: [],
    });
    const refused = await client.refusal({ ...cure, findingId });
    expect(refused).toMatchObject({ code: 'advisor.not_offered', value: 'trim' });
  });

  it('drops repeated subscriptions, sends fewer frames and takes that back', async () => {
    const { engine } = composed;
    for (let i = 0; i < 5; i += 1) client.subscribe({ channel: 'quotes' });
    client.subscribe({ channel: 'source' });
    const [connection] = engine.totals.open;
    expect(connection?.subscriptions).toBe(6);
    expect(connection?.dropRepeated()).toBe(4);
    expect(connection?.subscriptions).toBe(2);
    engine.paceMsMin = 100;
    const { lasting } = await client.request({ type: 'advisor.undo', cure: 'conflate' });
    expect(lasting).toEqual([]);
  });
});
