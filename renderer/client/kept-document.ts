import type { DocumentKind } from '../../engine/contract/documents.ts';
import type { EngineClient } from './engine-client.ts';
import { RefusalError } from './errors.ts';

/** Changes are collected this long before they are saved. */
const SAVE_AFTER_MS = 500;

export interface KeptDocumentOptions<T> {
  readonly client: Pick<EngineClient, 'send' | 'onDocument'>;
  readonly kind: DocumentKind;
  readonly name: string;
  /** What a stored value says, checked by its owner; null: nothing that can be used. */
  readonly read: (value: unknown) => T | null;
  /** What is stored of a value, as `read` takes it; the value itself when not given. */
  readonly write?: (value: T) => unknown;
  /**
   * The value as stored, at the start and after each change that another window made; null: none, or
   * none that can be used. A change of ours that lost against it is gone: `lost` says so.
   */
  readonly onValue: (value: T | null, lost: boolean) => void;
  /** Loading or saving failed; the next change tries again. */
  readonly onProblem: (problem: unknown) => void;
}

/**
 * One document of the engine as a panel keeps it: loaded once, saved some time after each change or
 * when the page goes, loaded again when another window has changed it.
 */
export class KeptDocument<T> {
  readonly #options: KeptDocumentOptions<T>;
  readonly #stop: () => void;
  #revision = 0;
  /** Requests to write that are under way; the echo of one is not loaded. */
  #writing = 0;
  #unsaved: T | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #saveNow = (): void => {
    void this.flush();
  };
  readonly #leave = (): void => {
    const value = this.#unsaved;
    if (this.#writing === 0 || value === null) {
      this.#saveNow();
      return;
    }
    // Nobody would go on with it once the page is gone: it is sent behind what is being written.
    this.#unsaved = null;
    void this.#put(value, this.#revision + 1);
  };

  constructor(options: KeptDocumentOptions<T>) {
    this.#options = options;
    this.#stop = options.client.onDocument((head) => {
      if (head.kind !== options.kind || head.name !== options.name) return;
      if (this.#writing > 0 || head.revision === this.#revision) return;
      void this.#load();
    });
    void this.#load();
  }

  /** Saves a value soon; of several only the last. */
  save(value: T): void {
    this.#unsaved = value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#saveNow, SAVE_AFTER_MS);
    window.addEventListener('pagehide', this.#leave);
  }

  /** Saves what waits now; resolves when it is on disk, or its problem was told. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    // Whoever writes now goes on with what came meanwhile, unless the page goes before that.
    if (this.#unsaved === null || this.#writing > 0) return;
    while (this.#unsaved !== null) {
      const value: T = this.#unsaved;
      this.#unsaved = null;
      await this.#put(value, this.#revision);
    }
    window.removeEventListener('pagehide', this.#leave);
  }

  /** Saves what waits, and hears nothing more. */
  dispose(): void {
    void this.flush();
    this.#stop();
  }

  async #put(value: T, baseRevision: number): Promise<void> {
    const { client, kind, name, write, onProblem } = this.#options;
    this.#writing += 1;
    try {
      const text = JSON.stringify(write === undefined ? value : write(value));
      const { head } = await client.send({
        type: 'document.put',
        kind,
        name,
        value: text,
        baseRevision,
      });
      this.#revision = head.revision;
    } catch (problem) {
      if (isStale(problem)) await this.#load(true);
      else onProblem(problem);
    } finally {
      this.#writing -= 1;
    }
  }

  async #load(lost = false): Promise<void> {
    const { client, kind, name, read, onValue, onProblem } = this.#options;
    try {
      const { document } = await client.send({ type: 'document.get', kind, name });
      this.#revision = document?.revision ?? 0;
      onValue(document === null ? null : read(valueOf(document.value)), lost);
    } catch (problem) {
      onProblem(problem);
    }
  }
}

function isStale(problem: unknown): boolean {
  return problem instanceof RefusalError && problem.refusal.code === 'store.document_stale';
}

/** The engine keeps JSON text only, but the file may have been edited by hand. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
