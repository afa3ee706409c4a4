import type { Notice, OrderEvent, RecoveryReport, Welcome } from '../contract/messages.ts';
import type { Venue } from '../domain/order.ts';
import type { ScopeAnswer } from '../orders/scope-answers.ts';
import type { Clock, Journal, MarketSource } from '../ports.ts';
import type { VenueCore } from '../remote/venue-core.ts';
import type { TelemetryCollector } from '../telemetry/telemetry-collector.ts';
import type { AdvisorPort } from './advisor/advisor-port.ts';
import type { ClientConnection } from './client-connection.ts';
import type { EventLog } from './event-log.ts';
import type { FatalCode } from './fatal.ts';
import type { FillRing } from './fill-ring.ts';
import type { MeasureDesk } from './measure-desk.ts';
import type { VenueGateway } from '../remote/venue-gateway.ts';

/** What an engine is made of, and what it tells those who made it. */
export interface EngineParts {
  readonly venue: Venue;
  /** The way to a remote venue; absent where orders stay here. */
  readonly gateway?: VenueGateway;
  readonly productVersion: string;
  readonly storeId: string;
  readonly recovery: RecoveryReport;
  readonly exportDelivery: Welcome['exportDelivery'];
  readonly clock: Clock;
  readonly core: VenueCore;
  readonly source: MarketSource;
  /** Has a replay begin again and play up to an event: the engine ends and is started again. */
  readonly rewind: (event: number) => void;
  readonly journal: Journal;
  readonly eventLog: EventLog;
  readonly telemetry: TelemetryCollector;
  readonly measures: MeasureDesk;
  /** Milliseconds between two samples; absent: a second. */
  readonly sampleMs?: number;
  /** Says what is slow and why; absent where nobody asks. */
  readonly advisor?: AdvisorPort;
  readonly recentFills: FillRing;
  /** What commands of the last run have done, should they be sent again. */
  readonly scopeAnswers?: readonly ScopeAnswer[];
  /** Looks at the market after each turn, and hears of own orders; absent where nobody watches. */
  readonly watchers?: { turn(): void; heard(events: readonly OrderEvent[]): void };
  /** Hears of own orders once that is on disk. */
  readonly onWritten?: (events: readonly OrderEvent[]) => void;
  /** Told to whoever begins anew in this run; of a restore that its start has finished. */
  readonly startNotice?: Notice;
  /** Called once when the engine cannot go on: the process must end, start again and recover. */
  readonly onFatal: (code: FatalCode, problem: string) => void;
  /** A client has gone, and whatever works for it alone may stop. */
  readonly onDisconnect: (connection: ClientConnection) => void;
}
