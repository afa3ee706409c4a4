import type { MaintenanceSettings } from '../contract/maintenance.ts';
import type {
  OrderReply,
  ReplyMap,
  RequestOf,
  RequestType,
  RiskLimits,
} from '../contract/messages.ts';
import type { Outcome } from '../orders/outcome.ts';
import { assertNever } from '../domain/assert.ts';
import { clientOrderId, orderId } from '../domain/ids.ts';
import { isJson } from '../domain/json-text.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { unknownSymbol } from '../orders/order-checks.ts';
import type { Journal } from '../ports.ts';
import { wrongScope } from './command-scope.ts';
import { withoutAdvisor } from './advisor/advisor-port.ts';
import { configureAccount } from './account-requests.ts';
import type { Answer, ClientConnection, Reply } from './client-connection.ts';
import type { AssetsDesk } from './assets/assets-desk.ts';
import type { AlertKeeper } from './alerts/alert-keeper.ts';
import type { DataTaskDesk } from './data-task-desk.ts';
import { dataTaskAnswer } from './data-task-requests.ts';
import type { DocumentDesk } from './documents/document-desk.ts';
import type { Engine, RequestHandler } from './engine.ts';
import type { ExportDesk } from './export-desk.ts';
import type { HistoryDesk } from './history-desk.ts';
import type { ImportDesk } from './import/import-desk.ts';
import type { MaintenanceDesk } from './maintenance-desk.ts';
import { runScopeCommand } from './scope-commands.ts';
import type { ScopeCommand } from './scope-commands.ts';
import { controlSource } from './source-control.ts';
import { cannotWrite } from './store-trouble.ts';
import { venueAnswer } from './venue-gateway.ts';

/** Requests that change orders; refused while the journal has no room for what they would write. */
type OrderCommand =
  'order.submit' | 'order.cancel' | 'order.cancel_by_client_id' | 'order.replace' | ScopeCommand;

/** Maps each request of the contract to what the engine does about it. */
export function requestHandler(
  engine: Engine,
  history: HistoryDesk,
  exports: ExportDesk,
  imports: ImportDesk,
  tasks: DataTaskDesk,
  maintenance: MaintenanceDesk,
  documents: DocumentDesk,
  alerts: AlertKeeper,
  assets: AssetsDesk,
): RequestHandler {
  return (body, client) => {
    switch (body.type) {
      case 'order.submit':
      case 'order.cancel':
      case 'order.cancel_by_client_id':
      case 'order.replace':
      case 'orders.cancel_all':
      case 'positions.flatten':
      case 'positions.close':
      case 'positions.reverse':
      case 'risk.kill':
        return orderCommand(engine, body, client);
      case 'order.preview': {
        const stale = engine.staleGuard.refusalOf(body, engine);
        if (stale !== null) return refused(stale);
        const preview = engine.parts.core.preview(body);
        return 'code' in preview ? refused(preview) : done(preview);
      }
      case 'order.explain': {
        const explanation = engine.parts.core.explain(orderId(body.orderId));
        return 'code' in explanation ? refused(explanation) : done(explanation);
      }
      case 'risk.set_limits':
        return setLimits(engine, body.limits);
      case 'risk.unlock':
        return unlock(engine);
      case 'source.control': {
        const why = controlSource(engine, body.action);
        return why === null ? done({ source: engine.source() }) : refused(why);
      }
      case 'setting.save':
        return saveSetting(engine, body);
      case 'settings.load':
        return later(history.settings().then((settings) => ({ settings })));
      case 'bars.history': {
        const market = engine.exchange.market(body.symbol);
        if (market === undefined) return refused(unknownSymbol(body.symbol));
        return later(history.bars(market, body));
      }
      case 'fills.page':
        return pageOfFills(engine, history, body);
      case 'orders.page':
        return later(history.orders(body));
      case 'equity.history':
        return later(history.equity(body));
      case 'history.fills':
      case 'history.orders':
      case 'history.trips':
      case 'history.lots':
      case 'history.days':
      case 'history.totals':
      case 'history.places':
        return later(history.past(body));
      case 'account.configure':
        return configureAccount(engine, body.settings, busy(engine.parts.journal, false));
      case 'export.start':
        return later(exports.start(body, client));
      case 'export.cancel': {
        const { exportId } = body;
        return done({ exportId, canceled: exports.cancel(exportId, client) });
      }
      case 'import.check':
        return imports.check(body, client);
      case 'import.apply':
        return imports.apply(body, client);
      case 'import.cancel':
        return imports.cancel(body, client);
      case 'backup.start':
      case 'backup.cancel':
      case 'backup.list':
      case 'backup.restore':
      case 'workspace.export':
      case 'workspace.import':
        return dataTaskAnswer(tasks, body);
      case 'maintenance.status':
        return done(maintenance.status());
      case 'maintenance.run': {
        const { job } = body;
        const why = maintenance.run(job);
        return why === null ? done({ job }) : refused(why);
      }
      case 'maintenance.configure':
        return configureMaintenance(engine, maintenance, body.settings);
      case 'alert.create':
      case 'alert.change':
      case 'alert.delete':
      case 'alert.list':
        return alerts.answer(body);
      case 'assets.search':
      case 'assets.follow':
      case 'market.clock':
      case 'watchlists.remote':
      case 'prices.latest':
        return assets.answer(body);
      case 'document.get':
      case 'document.put':
      case 'document.list':
      case 'document.delete':
        return documents.answer(body);
      case 'advisor.status':
      case 'advisor.cure':
      case 'advisor.undo':
      case 'advisor.incidents':
      case 'advisor.export':
      case 'advisor.import':
      case 'advisor.inject':
      case 'advisor.inject_end':
        return engine.parts.advisor?.answer(body) ?? withoutAdvisor(body);
      case 'store.stats':
        return later(maintenance.stats());
      case 'venue.status':
      case 'venue.confirm':
      case 'venue.reconcile':
      case 'venue.accept':
      case 'venue.begin':
        return venueAnswer(engine.gateway, body);
      case 'clock.ping':
      case 'telemetry.stage':
      case 'telemetry.stages':
      case 'telemetry.orders':
      case 'telemetry.history':
      case 'telemetry.annotate':
      case 'telemetry.notes':
      case 'telemetry.window':
      case 'telemetry.database':
      case 'telemetry.report':
      case 'profile.take':
      case 'profile.cancel':
        return engine.parts.measures.answer(body, client);
      default:
        return assertNever(body, 'request');
    }
  };
}

function orderCommand(
  engine: Engine,
  body: RequestOf<OrderCommand>,
  { clientName }: ClientConnection,
): Answer {
  const { clock, telemetry, journal } = engine.parts;
  const why =
    busy(journal, GETS_OUT.has(body.type)) ??
    engine.gateway.refusalOf(body.type) ??
    wrongScope(engine, body) ??
    engine.staleGuard.refusalOf(body, engine);
  if (why !== null) return refused(why);
  const receivedUs = clock.monotonicUs();
  engine.catchUpTime();
  const result = runOrderCommand(engine, body, clientName);
  engine.publishEvents();
  const matchedUs = clock.monotonicUs();
  const ids = idsIn(result);
  const [first = 0] = ids;
  return () => {
    const committedUs = clock.monotonicUs();
    telemetry.commandDone(body.type, first, ids.length, receivedUs, matchedUs, committedUs);
    if ('code' in result) return { ok: false, refusal: result };
    if (!('outcome' in result)) return { ok: true, result };
    const { outcome } = result;
    if (!outcome.ok) return { ok: false, refusal: outcome.refusal };
    const stages = { receivedUs, matchedUs, committedUs };
    const { order, duplicate } = outcome;
    const reply: OrderReply = { order, duplicate, stages };
    return { ok: true, result: reply };
  };

  function runOrderCommand(
    { parts }: Engine,
    command: RequestOf<OrderCommand>,
    name: string,
  ): { outcome: Outcome } | ReplyMap[ScopeCommand] | Refusal {
    switch (command.type) {
      case 'order.submit':
        return { outcome: parts.core.submit(command, name) };
      case 'order.cancel':
        return { outcome: parts.core.cancel(orderId(command.orderId)) };
      case 'order.cancel_by_client_id':
        return { outcome: parts.core.cancelByClientOrderId(clientOrderId(command.clientOrderId)) };
      case 'order.replace':
        return { outcome: parts.core.replace(command, name) };
      case 'orders.cancel_all':
      case 'positions.flatten':
      case 'positions.close':
      case 'positions.reverse':
      case 'risk.kill':
        return runScopeCommand(engine, command, name);
    }
  }
}

/** Orders that a command has cancelled, changed or made; none when it was refused. */
function idsIn(result: { outcome: Outcome } | ReplyMap[ScopeCommand] | Refusal): readonly number[] {
  if ('code' in result) return [];
  if ('outcome' in result) return result.outcome.ok ? [result.outcome.order.orderId] : [];
  const ids: number[] = [...result.canceledOrderIds];
  if ('closingOrders' in result) ids.push(...result.closingOrders.map((order) => order.orderId));
  if ('order' in result) ids.push(result.order.orderId);
  if ('closing' in result) ids.push(result.closing.orderId);
  if ('opening' in result && result.opening !== null) ids.push(result.opening.orderId);
  return ids;
}

/** Commands that take risk away; a disk that falls behind must not keep a trader in the market. */
const GETS_OUT: ReadonlySet<RequestType> = new Set<RequestType>([
  'order.cancel',
  'order.cancel_by_client_id',
  'orders.cancel_all',
  'positions.flatten',
  'positions.close',
  'risk.kill',
]);
/** How far beyond the queue's bound these may go: half of what is left until it breaks. */
const GETS_OUT_FACTOR = 4;

/** Why nothing more may be written now, or null. */
function busy(journal: Journal, getsOut: boolean): Refusal | null {
  const trouble = cannotWrite(journal);
  if (trouble !== null) return trouble;
  const { length, bound } = journal.queue();
  const most = getsOut ? GETS_OUT_FACTOR * bound : bound;
  if (length < most) return null;
  const rule = `at most ${String(most)} writes waiting for the disk; try again`;
  return refusal('store.busy', '', length, rule);
}

function setLimits(engine: Engine, limits: RiskLimits): Answer {
  const { core, journal } = engine.parts;
  const why = busy(journal, false);
  if (why !== null) return refused(why);
  core.setLimits(limits);
  engine.gate.wrote(
    journal.append([{ kind: 'setting', key: 'risk', value: JSON.stringify(limits) }]),
  );
  engine.broadcast({ type: 'limits', limits });
  return done({ limits });
}

function unlock(engine: Engine): Answer {
  const { core, journal } = engine.parts;
  const why = busy(journal, false) ?? core.risk.unlock();
  if (why !== null) return refused(why);
  engine.publishEvents();
  return done({ risk: core.risk.state });
}

function configureMaintenance(
  engine: Engine,
  maintenance: MaintenanceDesk,
  settings: MaintenanceSettings,
): Answer {
  const { journal } = engine.parts;
  const why = busy(journal, false);
  if (why !== null) return refused(why);
  const value = JSON.stringify(settings);
  engine.gate.wrote(journal.append([{ kind: 'setting', key: 'maintenance', value }]));
  maintenance.configure(settings);
  return done({ settings });
}

function saveSetting(engine: Engine, { key, value }: RequestOf<'setting.save'>): Answer {
  if (!isJson(value)) return refused(refusal('contract.format', 'value', value, 'JSON text'));
  const why = busy(engine.parts.journal, false);
  if (why !== null) return refused(why);
  engine.gate.wrote(engine.parts.journal.append([{ kind: 'setting', key, value }]));
  return done({ key });
}

function done(result: ReplyMap[RequestType]): Answer {
  return () => ({ ok: true, result });
}

function refused(why: Refusal): Answer {
  return () => ({ ok: false, refusal: why });
}

/** From memory where it reaches that far; like everything it is told once it is on disk. */
function pageOfFills(engine: Engine, history: HistoryDesk, body: RequestOf<'fills.page'>): Answer {
  const recent = engine.parts.recentFills.page(body);
  return recent === null ? later(history.fills(body)) : done(recent);
}

/** A result that is not there yet. */
async function later(result: Promise<ReplyMap[RequestType]>): Promise<Reply> {
  return { ok: true, result: await result };
}
