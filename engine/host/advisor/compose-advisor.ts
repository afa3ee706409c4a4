/** Wires the advisor: what it measures, what it can do, what it remembers. */
import { cpus, totalmem } from 'node:os';
import { Baseline } from '../../advisor/baseline.ts';
import type { AdvisorStatus, StoredIncident } from '../../contract/advisor.ts';
import type { Venue } from '../../domain/order.ts';
import type { Clock } from '../../ports.ts';
import { storedBaseline, storedIncidents } from '../../store/advisor-memory.ts';
import { openDatabase } from '../../store/database.ts';
import type { Store } from '../../store/store.ts';
import type { StoreReaders } from '../../store/readers.ts';
import type { EngineStart } from '../../supervision/host-messages.ts';
import type { ClientConnection } from '../client-connection.ts';
import type { Engine } from '../engine.ts';
import { AdvisorDesk } from './advisor-desk.ts';
import type { AdvisorPort } from './advisor-port.ts';
import { advisorAnswer } from './advisor-requests.ts';
import { CureHands } from './cure-hands.ts';
import { FaultInjector } from './fault-injector.ts';
import { UnreadClients } from '../unread-clients.ts';
import { heldMemory } from './held-memory.ts';
import { MemoryTrim, collectGarbage } from './memory-trim.ts';

const READ_CACHE_KIB = 256;
const BYTES_PER_GIB = 2 ** 30;
const NAME_CHARS_MAX = 64;
const MS_PER_S = 1_000;

export interface AdvisorWiring {
  readonly start: Pick<EngineStart, 'productVersion' | 'developer' | 'sampleMs'>;
  readonly engine: () => Engine;
  readonly store: Store;
  readonly readers: StoreReaders;
  readonly venue: Venue;
  readonly clock: Clock;
  /** Has telemetry look at the store's indexes and statistics at its next report. */
  readonly lookAtStore: () => void;
  readonly tell: (status: AdvisorStatus) => void;
  /** Writes to the engine's log. */
  readonly log: (fields: object, message: string) => void;
}

export interface ComposedAdvisor {
  readonly port: AdvisorPort;
  /** Stores what was learned; before the store is closed. */
  stop(): Promise<void>;
}

export function composeAdvisor(wiring: AdvisorWiring): ComposedAdvisor {
  const { start, engine, store, readers, venue, clock } = wiring;
  const { journal, file } = store;
  const machine = machineName();
  const { baseline, incidents } = readStored(file, venue, machine);
  const unread = new UnreadClients<ClientConnection>();
  const memory = new MemoryTrim({
    held: heldMemory({ engine, store, readers, unread }),
    collect: collectGarbage,
    memory: () => process.memoryUsage(),
  });
  const desk = new AdvisorDesk({
    clock,
    machine,
    productVersion: start.productVersion,
    baseline,
    incidents,
    hands: new CureHands({
      engine,
      journal,
      readers,
      wallUs: () => clock.wallUs(),
      busiest: () => engine().totals.busiest,
      trim: () => memory.run(),
    }),
    faults:
      start.developer === true
        ? new FaultInjector({ engine, journal, readers, file, venue, clock })
        : null,
    chore: (chore) => journal.chore(chore),
    lookAtStore: wiring.lookAtStore,
    samplesPerS: MS_PER_S / (start.sampleMs ?? MS_PER_S),
    tell: wiring.tell,
    log: ({ cure, state, metric, before, after, undone }) => {
      // Details may name a client; the log goes into reports of faults.
      wiring.log({ cure, state, metric, before, after, undone }, 'cure of the advisor');
    },
  });
  return {
    port: {
      observe: (telemetry) => {
        unread.look(engine().totals.open);
        desk.observe(telemetry);
      },
      answer: (body) => advisorAnswer(desk, body),
    },
    stop: () => desk.stop(),
  };
}

/** What makes figures of two runs comparable, and tells nobody whose machine it is. */
function machineName(): string {
  const all = cpus();
  const gib = Math.round(totalmem() / BYTES_PER_GIB);
  const model = (all[0]?.model ?? 'unknown processor').trim();
  const size = `, ${String(all.length)} cores, ${String(gib)} GiB`;
  return `${model.slice(0, NAME_CHARS_MAX - size.length)}${size}`;
}

function readStored(
  file: string,
  venue: Venue,
  machine: string,
): { readonly baseline: Baseline; readonly incidents: readonly StoredIncident[] } {
  const db = openDatabase(file, { venue, access: 'read', cacheKib: READ_CACHE_KIB });
  try {
    // A metric or load that this version does not know is never asked for.
    const stored = storedBaseline(db, machine) ?? {};
    return { baseline: Baseline.from(stored), incidents: storedIncidents(db) };
  } finally {
    db.close();
  }
}
