/** A terminal for a suite: started before its first test, ended after its last. */
import { afterAll, beforeAll } from 'vitest';
import { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import type { TerminalHost } from '../../support/e2e/terminal-host.ts';

/** Starts a host on a fresh data folder. */
export type StartHost<Host extends TerminalHost = TerminalHost> = () => Promise<Host>;

/** What the tests of a suite work with; its fields may be read from the first test on. */
export class Started<Host extends TerminalHost = TerminalHost> {
  #host: Host | null = null;
  #terminal: TerminalPage | null = null;

  constructor(start: StartHost<Host>) {
    beforeAll(async () => {
      this.#host = await start();
      this.#terminal = await new TerminalPage(await this.#host.openWindow()).ready();
    });
    afterAll(() => this.#host?.dispose());
  }

  get host(): Host {
    if (this.#host === null) throw new Error('the host has not been started');
    return this.#host;
  }

  /** The first window. */
  get terminal(): TerminalPage {
    if (this.#terminal === null) throw new Error('the first window is not ready');
    return this.#terminal;
  }
}
