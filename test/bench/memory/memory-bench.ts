/**
 * What the terminal holds in memory after a fixed amount of work: the served engine after 300,000 events of
 * the market and 2,000 orders, behind one client that follows what the default workspace follows; and all
 * processes of the desktop terminal, with the default workspace on a full-HD screen, after a minute of
 * the market. As proportional shares (PSS), which add up. `node test/bench/memory/memory-bench.ts`
 */
import { setTimeout as pause } from 'node:timers/promises';
import { setup as buildWhereOld } from '../../support/build-application.ts';
import { startElectronHost } from '../../support/e2e/electron-host.ts';
import { ServedTerminal } from '../../support/e2e/served-terminal.ts';
import { locateElectron } from '../../support/electron/locate.ts';
import type { TestClient } from '../../support/test-client.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { setEventRate, steeringClient } from '../screen/event-rate.ts';
import { childOf, processTree } from '../process-tree.ts';
import { memoryOf, tellsMemory } from './process-memory.ts';

const SEED = 7;
const EVENTS = 300_000;
const EVENTS_PER_S = 5_000;
const ORDERS_PER_S = 33;
const DESKTOP_S = 60;
/** The panel's own figure is looked up every ten seconds. */
const PANEL_LOOKS_EVERY_MS = 11_000;
const SCREEN = { width: 1920, height: 1080 };
const MB = 1e6;
/** Bytes: product promises, of the engine's process and of the whole application. */
const ENGINE_MB_MAX = 200;
const APP_MB_MAX = 500;

/** Takes some three minutes; without Electron the desktop is left out, without Linux all of it. */
export async function runMemoryBench(): Promise<BenchFigure[]> {
  if (!tellsMemory()) {
    process.stderr.write('memory: this system does not tell the shares of processes\n');
    return [];
  }
  // What is measured is the product, which runs as it is built.
  buildWhereOld();
  return [...(await servedFigures()), ...(await desktopFigures())];
}

async function servedFigures(): Promise<BenchFigure[]> {
  const served = await ServedTerminal.start(SEED);
  try {
    const client = await steeringClient(served.address);
    client.subscribe({ channel: 'depth', symbol: 'AAPL', levels: 60 });
    client.subscribe({ channel: 'trades', symbol: 'AAPL' });
    client.subscribe({ channel: 'bars', symbol: 'AAPL', timeframe: '1m' });
    await setEventRate(client, EVENTS_PER_S);
    const done = await work(client);
    const { enginePid } = served;
    const told = await toldByPanel(client);
    const engine = memoryOf(enginePid);
    const both = sumOf(processTree(childOf(process.pid, enginePid)));
    return [
      {
        ...figure('memory.served.engine', engine.pss, ENGINE_MB_MAX, {
          ...done,
          ownMb: inMb(engine.own),
        }),
        ratio: round(engine.pss / told),
        reference: 'as the performance panel tells it',
      },
      figure('memory.served', both, APP_MB_MAX, { browser: 'not in it' }),
    ];
  } finally {
    await served.stop();
  }
}

/** Orders at the market, every other one sells, until so many events have come. */
async function work(client: TestClient): Promise<{ events: number; orders: number }> {
  let events = 0;
  let orders = 0;
  while (events < EVENTS) {
    client.updates.length = 0;
    client.heard.length = 0;
    client.events.length = 0;
    for (let i = 0; i < ORDERS_PER_S; i += 1) {
      const side = orders % 2 === 0 ? 'buy' : 'sell';
      await client.request(client.order({ side, qtyLots: 10 }));
      orders += 1;
    }
    const { data } = await client.update('telemetry');
    events += data.marketEventsPerS;
  }
  return { events, orders };
}

/** Bytes of the engine by its own telemetry, looked up after the work. */
async function toldByPanel(client: TestClient): Promise<number> {
  await pause(PANEL_LOOKS_EVERY_MS);
  client.updates.length = 0;
  const { data } = await client.update('telemetry');
  const bytes = data.sample.values['engine.pss'];
  if (bytes === undefined) throw new Error('the engine does not tell its share of memory');
  return bytes;
}

async function desktopFigures(): Promise<BenchFigure[]> {
  const electron = locateElectron();
  if ('missing' in electron) {
    process.stderr.write(`memory: ${electron.missing}\n`);
    return [];
  }
  const host = await startElectronHost();
  try {
    const page = await host.openWindow();
    await page.setViewportSize(SCREEN);
    await page.locator('.ladder-row[data-ticks]').first().waitFor();
    await pause(DESKTOP_S * 1_000);
    const enginePid = await host.enginePid();
    const tree = processTree(childOf(process.pid, enginePid));
    const engine = memoryOf(enginePid);
    return [
      figure('memory.desktop.engine', engine.pss, ENGINE_MB_MAX, { ownMb: inMb(engine.own) }),
      figure('memory.desktop', sumOf(tree), APP_MB_MAX, {
        runtime: electron.kind,
        processesMb: tree.map((pid) => inMb(memoryOf(pid).pss)),
      }),
    ];
  } finally {
    await host.dispose();
  }
}

function sumOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + memoryOf(pid).pss, 0);
}

function figure(name: string, bytes: number, budgetMb: number, details: object): BenchFigure {
  const value = inMb(bytes);
  return { name, value, unit: 'MB', details: { budgetMb, isKept: value < budgetMb, ...details } };
}

function inMb(bytes: number): number {
  return Number((bytes / MB).toFixed(1));
}

function round(value: number): number {
  return Number(value.toFixed(3));
}

if (process.argv[1] === import.meta.filename) printFigures(await runMemoryBench());
