import { randomBytes } from 'node:crypto';
import type { OfferedFile } from '../contract/imports.ts';
import type { RequestOf } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Answer } from './client-connection.ts';

/** Offered files that can still be checked; older tickets lapse. */
const TICKETS_MAX = 8;

/** Takes files that a host offers, has them checked and applies what a client decides to import. */
export class ImportDesk {
  readonly #offered = new Map<string, OfferedFile & { readonly path: string }>();

  /** Makes a file known to clients by a ticket. The host has chosen it; no client names a path. */
  offer(path: string, fileName: string, bytes: number): OfferedFile {
    const ticket = randomBytes(24).toString('base64url');
    this.#offered.set(ticket, { ticket, path, fileName, bytes });
    const oldest = this.#offered.keys().next().value;
    if (this.#offered.size > TICKETS_MAX && oldest !== undefined) this.#offered.delete(oldest);
    return { ticket, fileName, bytes };
  }

  check({ ticket }: RequestOf<'import.check'>): Answer {
    const why = refusal('contract.import_ticket', 'ticket', ticket, 'a ticket of an offered file');
    return () => ({ ok: false, refusal: why });
  }

  apply({ importId }: RequestOf<'import.apply'>): Answer {
    const why = refusal('contract.unknown_import', 'importId', importId, 'an import of yours');
    return () => ({ ok: false, refusal: why });
  }

  cancel({ importId }: RequestOf<'import.cancel'>): Answer {
    return () => ({ ok: true, result: { importId, canceled: false } });
  }
}
