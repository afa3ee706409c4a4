import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ExportProgress, ExportStarted } from '../contract/exports.ts';
import type { RequestOf } from '../contract/messages.ts';
import type { ExportStep } from '../csv/csv-export.ts';
import { isoTimeUtc } from '../domain/session.ts';
import type { Clock } from '../ports.ts';
import type { Background } from './background.ts';
import type { ClientConnection } from './client-connection.ts';

/** Finished files that can still be fetched; older tickets lapse. */
const TICKETS_MAX = 32;

/** A finished file that a ticket stands for. */
export interface ExportedFile {
  readonly path: string;
  readonly fileName: string;
}

export interface ExportDeskOptions {
  readonly background: Background;
  /** Where the files are written; made by the caller. */
  readonly folder: string;
  readonly clock: Clock;
}

/** Runs exports for clients, tells each of its own progress, and hands finished files out. */
export class ExportDesk {
  readonly #options: ExportDeskOptions;
  readonly #owners = new Map<number, ClientConnection>();
  readonly #tickets = new Map<string, ExportedFile>();
  #lastFile = 0;

  constructor(options: ExportDeskOptions) {
    this.#options = options;
  }

  /** Starts one; the client gets its progress as `export` messages after the reply. */
  async start(
    { profile, symbol, side, tag, fromUs, toUs, excel }: RequestOf<'export.start'>,
    client: ClientConnection,
  ): Promise<ExportStarted> {
    const { background, folder, clock } = this.#options;
    this.#lastFile += 1;
    const stamp = isoTimeUtc(clock.wallUs())
      .replaceAll(/[-:]/g, '')
      .replace(/\.\d+Z$/, '');
    const fileName = `${profile}-${stamp}-${String(process.pid)}-${String(this.#lastFile)}.csv`;
    const path = join(folder, fileName);
    const selection = { symbol, side, tag, fromUs, toUs };
    // Steps may come before the start's own answer does; they wait until it is on its way.
    const early: ExportStep[] = [];
    let tell = (step: ExportStep): void => void early.push(step);
    const request = { profile, selection, path, excel };
    const { exportId, readTotal } = await background.startExport(request, (step) => {
      tell(step);
    });
    if (!client.isReady) background.cancelExport(exportId);
    this.#owners.set(exportId, client);
    // After the reply, which is given when this promise has resolved.
    setImmediate(() => {
      tell = (step) => {
        this.#tell(client, this.#progress({ exportId, readTotal, path, fileName }, step));
      };
      for (const step of early) tell(step);
    });
    return { exportId, readTotal };
  }

  /** True when the export was running and is the client's own. */
  cancel(exportId: number, client: ClientConnection): boolean {
    if (this.#owners.get(exportId) !== client) return false;
    return this.#options.background.cancelExport(exportId);
  }

  /** Cancels what runs for a client that has gone: nobody would hear of the file. */
  disown(client: ClientConnection): void {
    for (const [exportId, owner] of this.#owners) {
      if (owner === client) this.#options.background.cancelExport(exportId);
    }
  }

  /** Lets a finished file be fetched, once, by the ticket that it returns. */
  offer(file: ExportedFile): string {
    const ticket = randomBytes(24).toString('base64url');
    this.#tickets.set(ticket, file);
    const oldest = this.#tickets.keys().next().value;
    if (this.#tickets.size > TICKETS_MAX && oldest !== undefined) this.#tickets.delete(oldest);
    return ticket;
  }

  /** The file of a ticket, once; null when there is none. */
  redeem(ticket: string): ExportedFile | null {
    const file = this.#tickets.get(ticket) ?? null;
    this.#tickets.delete(ticket);
    return file;
  }

  #progress(
    job: { exportId: number; readTotal: number; path: string; fileName: string },
    step: ExportStep,
  ): ExportProgress {
    const { exportId, readTotal, path, fileName } = job;
    const isDone = step.state === 'done';
    return {
      exportId,
      readTotal,
      ...step,
      fileName: isDone ? fileName : '',
      path: isDone ? path : '',
      ticket: isDone ? this.offer({ path, fileName }) : '',
    };
  }

  #tell(client: ClientConnection, progress: ExportProgress): void {
    if (progress.state !== 'running') this.#owners.delete(progress.exportId);
    // The reply may still wait for the disk, and who has not heard of an export takes no word of it.
    client.sendInOrder({ type: 'export', progress });
  }
}
