import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type {
  ImportProgress,
  ImportReplies,
  ImportSummary,
  OfferedFile,
} from '../../contract/imports.ts';
import type { RequestOf } from '../../contract/messages.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Clock } from '../../ports.ts';
import { problemText } from '../../store/store-error.ts';
import type { Answer, ClientConnection } from '../client-connection.ts';
import type { FromImport, ImportOrder } from './import-protocol.ts';
import type { ImportRunner, RunningImport } from './import-runner.ts';

/** Offered files that can still be checked; older tickets lapse. */
const TICKETS_MAX = 8;

export interface ImportDeskOptions {
  readonly run: ImportRunner;
  readonly store: Pick<ImportOrder, 'storeFile' | 'venue' | 'instruments'>;
  /** Where rows wait; made by the caller. */
  readonly folder: string;
  readonly clock: Clock;
  /** Lets nothing be written but the import, and tells clients why; resolves when all is on disk. */
  readonly hold: (reason: string) => Promise<void>;
  /** Takes orders again: nothing has been imported. */
  readonly release: () => void;
  /** Ends the engine so that its host starts it again, on what has been imported. */
  readonly restart: (reason: string) => void;
  /** Removes a file that was offered by upload and is not needed any more. */
  readonly forget: (path: string) => void;
}

interface Offered extends OfferedFile {
  readonly path: string;
}

interface Current {
  readonly client: ClientConnection;
  readonly file: Offered;
  readonly running: RunningImport;
  progress: ImportProgress;
}

/** Takes files that a host offers, has them checked and applies what a client decides to import. */
export class ImportDesk {
  readonly #options: ImportDeskOptions;
  readonly #offered = new Map<string, Offered>();
  #lastImportId = 0;
  #current: Current | null = null;

  constructor(options: ImportDeskOptions) {
    this.#options = options;
  }

  /** Where uploaded files go until they have been imported. */
  get folder(): string {
    return this.#options.folder;
  }

  /** Makes a file known to clients by a ticket. The host has chosen it; no client names a path. */
  offer(path: string, fileName: string, bytes: number): OfferedFile {
    const ticket = randomBytes(24).toString('base64url');
    this.#offered.set(ticket, { ticket, path, fileName, bytes });
    const oldest = this.#offered.values().next().value;
    if (this.#offered.size > TICKETS_MAX && oldest !== undefined) {
      this.#offered.delete(oldest.ticket);
      this.#options.forget(oldest.path);
    }
    return { ticket, fileName, bytes };
  }

  /** The file of a ticket, which lapses, for who does something else with it; null: there is none. */
  take(ticket: string): { readonly path: string; readonly fileName: string } | null {
    const file = this.#offered.get(ticket) ?? null;
    this.#offered.delete(ticket);
    return file;
  }

  check({ ticket, content }: RequestOf<'import.check'>, client: ClientConnection): Answer {
    const file = this.#offered.get(ticket);
    if (file === undefined) {
      const rule = 'a ticket of an offered file, once';
      return refused(refusal('contract.import_ticket', 'ticket', ticket, rule));
    }
    if (this.#current !== null) {
      const { fileName } = this.#current.file;
      return refused(refusal('store.busy', '', fileName, 'one import at a time'));
    }
    this.#offered.delete(ticket);
    this.#lastImportId += 1;
    const importId = this.#lastImportId;
    const { clock, folder, run, store } = this.#options;
    const order: ImportOrder = {
      ...store,
      file: file.path,
      content,
      stageFile: join(folder, 'import.stage'),
      nowMs: Math.floor(clock.wallUs() / 1_000),
    };
    const { profile } = content;
    const progress: ImportProgress = {
      importId,
      profile,
      fileName: file.fileName,
      state: 'checking',
      done: 0,
      rowsDone: 0,
      summary: null,
      problem: '',
    };
    const running = run(order, (message) => this.#hear(importId, message));
    this.#current = { client, file, running, progress };
    return done({ importId });
  }

  apply({ importId, skipBad }: RequestOf<'import.apply'>, client: ClientConnection): Answer {
    const current = this.#ofClient(importId, client);
    if (current?.progress.state !== 'checked') {
      const rule = 'an import of this client that has been checked';
      return refused(refusal('contract.unknown_import', 'importId', importId, rule));
    }
    const rowsBad = current.progress.summary?.rowsBad ?? 0;
    if (rowsBad > 0 && !skipBad) {
      const rule = 'no bad rows, or the wish to leave them out';
      return refused(refusal('contract.import_bad_rows', 'skipBad', `${rowsBad} bad`, rule));
    }
    this.#tell(current, { state: 'applying', done: 0, rowsDone: 0 });
    this.#options.hold(`${current.file.fileName} is being imported`).then(
      () => current.running.apply(skipBad),
      (error: unknown) => {
        current.running.cancel();
        this.#end(current, { state: 'failed', problem: problemText(error) });
      },
    );
    return done({ importId });
  }

  cancel({ importId }: RequestOf<'import.cancel'>, client: ClientConnection): Answer {
    const current = this.#ofClient(importId, client);
    current?.running.cancel();
    return done({ importId, canceled: current !== null });
  }

  /** Cancels what a client that has gone has not decided about. */
  disown(client: ClientConnection): void {
    const current = this.#current;
    if (current?.client === client && current.progress.state !== 'applying') {
      current.running.cancel();
    }
  }

  /** Cancels what runs; resolves when it has ended. */
  async close(): Promise<void> {
    const current = this.#current;
    current?.running.cancel();
    await current?.running.ended;
  }

  #ofClient(importId: number, client: ClientConnection): Current | null {
    const current = this.#current;
    return current?.progress.importId === importId && current.client === client ? current : null;
  }

  #hear(importId: number, message: FromImport): void {
    const current = this.#current;
    if (current?.progress.importId !== importId) return;
    switch (message.kind) {
      case 'progress':
        this.#tell(current, { done: message.done, rowsDone: message.rows });
        return;
      case 'checked':
        this.#tell(current, { state: 'checked', done: 1, summary: message.summary });
        return;
      case 'applied':
        this.#applied(current, message.summary);
        return;
      case 'canceled':
        this.#end(current, { state: 'canceled' });
        return;
      case 'failed':
        this.#end(current, { state: 'failed', problem: message.problem });
    }
  }

  #applied(current: Current, summary: ImportSummary): void {
    this.#options.forget(current.file.path);
    this.#current = null;
    const { rowsGood, rowsBad } = summary;
    if (rowsGood === 0) this.#options.release();
    this.#tell(current, { state: 'applied', done: 1, rowsDone: rowsGood, summary });
    if (rowsGood === 0) return;
    const left = rowsBad === 0 ? '' : `, ${rowsBad} bad ones left out`;
    this.#options.restart(`${rowsGood} rows of ${current.file.fileName} imported${left}`);
  }

  #end(current: Current, last: Partial<ImportProgress>): void {
    if (this.#current !== current) return;
    const wasHeld = current.progress.state === 'applying';
    this.#current = null;
    this.#options.forget(current.file.path);
    if (wasHeld) this.#options.release();
    this.#tell(current, last);
  }

  #tell(current: Current, change: Partial<ImportProgress>): void {
    current.progress = { ...current.progress, ...change };
    current.client.send({ type: 'import', progress: current.progress });
  }
}

function done(result: ImportReplies[keyof ImportReplies]): Answer {
  return () => ({ ok: true, result });
}

function refused(why: Refusal): Answer {
  return () => ({ ok: false, refusal: why });
}
