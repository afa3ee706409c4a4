import type { AdvisorStatus } from '../../engine/contract/advisor.ts';
import type { AlertChange } from '../../engine/contract/alerts.ts';
import type { DocumentHead } from '../../engine/contract/documents.ts';
import type { ExportProgress } from '../../engine/contract/exports.ts';
import type { ImportProgress } from '../../engine/contract/imports.ts';
import type { DataTask, MaintenanceStatus } from '../../engine/contract/maintenance.ts';
import type {
  EngineMessage,
  Notice,
  RiskLimits,
  RiskState,
} from '../../engine/contract/messages.ts';
import type { StoreStatus } from '../../engine/contract/store-status.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { Listeners } from '../transport/listeners.ts';

/** Messages of a connection itself; all others are for whoever listens. */
type OfTheLine = 'welcome' | 'refused' | 'reply' | 'events' | 'data';
export type Broadcast = Exclude<EngineMessage, { type: OfTheLine }>;

/** What the engine says to all clients unasked, passed on to who wants to hear it. */
export class Broadcasts {
  readonly #exports = new Listeners<ExportProgress>();
  readonly #imports = new Listeners<ImportProgress>();
  readonly #dataTasks = new Listeners<DataTask>();
  readonly #maintenance = new Listeners<MaintenanceStatus>();
  readonly #alerts = new Listeners<AlertChange>();
  readonly #advice = new Listeners<AdvisorStatus>();
  readonly #documents = new Listeners<DocumentHead>();
  readonly #instruments = new Listeners<Instrument>();
  readonly #limits = new Listeners<RiskLimits>();
  readonly #risks = new Listeners<RiskState>();
  readonly #stores = new Listeners<StoreStatus>();
  readonly #notices = new Listeners<Notice>();

  onExport(listener: (progress: ExportProgress) => void): () => void {
    return this.#exports.add(listener);
  }

  onImport(listener: (progress: ImportProgress) => void): () => void {
    return this.#imports.add(listener);
  }

  /** Backups, restores and workspace files, of all clients. */
  onDataTask(listener: (task: DataTask) => void): () => void {
    return this.#dataTasks.add(listener);
  }

  onMaintenance(listener: (status: MaintenanceStatus) => void): () => void {
    return this.#maintenance.add(listener);
  }

  /** Hears of every alert that was set, changed, deleted or went off. */
  onAlert(listener: (change: AlertChange) => void): () => void {
    return this.#alerts.add(listener);
  }

  /** Hears whenever what the advisor has found changes. */
  onAdvisor(listener: (status: AdvisorStatus) => void): () => void {
    return this.#advice.add(listener);
  }

  /** Hears of every document that was put or deleted (revision 0), by this window too. */
  onDocument(listener: (head: DocumentHead) => void): () => void {
    return this.#documents.add(listener);
  }

  /** Hears of each instrument that trades from now on. */
  onInstrument(listener: (instrument: Instrument) => void): () => void {
    return this.#instruments.add(listener);
  }

  onLimits(listener: (limits: RiskLimits) => void): () => void {
    return this.#limits.add(listener);
  }

  /** Hears of every lock, its end, and after each reconnect of the state as it is. */
  onRisk(listener: (risk: RiskState) => void): () => void {
    return this.#risks.add(listener);
  }

  /** Called after a greeting when nothing can be written, and when it can again. */
  onStore(listener: (store: StoreStatus) => void): () => void {
    return this.#stores.add(listener);
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#notices.add(listener);
  }

  /** Passes a message on. */
  protected tell(message: Broadcast): void {
    switch (message.type) {
      case 'export':
        this.#exports.emit(message.progress);
        return;
      case 'import':
        this.#imports.emit(message.progress);
        return;
      case 'data_task':
        this.#dataTasks.emit(message.task);
        return;
      case 'maintenance':
        this.#maintenance.emit(message.status);
        return;
      case 'alert':
        this.#alerts.emit(message.change);
        return;
      case 'advisor':
        this.#advice.emit(message.status);
        return;
      case 'document':
        this.#documents.emit(message.head);
        return;
      case 'instrument':
        this.#instruments.emit(message.instrument);
        return;
      case 'limits':
        this.#limits.emit(message.limits);
        return;
      case 'risk':
        this.#risks.emit(message.risk);
        return;
      case 'store':
        this.#stores.emit(message.store);
        return;
      case 'notice':
        this.#notices.emit(message.notice);
    }
  }
}
