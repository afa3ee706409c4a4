/**
 * Loaded before the application in the test Electron: it becomes ready only when Playwright is connected to it.
 *
 * Playwright attaches to the browser while the application opens its first window, and now and then waits for
 * ever for one that it met half made (one start in some dozens). With an Electron that it finds by itself it
 * holds `ready` back in this way (its server/electron/loader.js) and evaluates `__playwright_run()` once it is
 * connected; an executable of our own it starts without. Started by anyone else, nothing is held.
 */
'use strict';

const { app } = require('electron');

const STARTED_BY_PLAYWRIGHT = '--remote-debugging-port=0';

if (process.argv.includes(STARTED_BY_PLAYWRIGHT)) holdReady();

function holdReady() {
  const becomesReady = app.whenReady();
  const emit = app.emit.bind(app);
  let held = [];
  let isReleased = false;
  let release;
  const released = new Promise((resolve) => (release = resolve));
  app.emit = (event, ...args) => {
    if (event !== 'ready' || isReleased) return emit(event, ...args);
    held = args;
    return app.listenerCount('ready') > 0;
  };
  app.isReady = () => isReleased;
  app.whenReady = () => released;
  globalThis.__playwright_run = async () => {
    await becomesReady;
    isReleased = true;
    release();
    emit('ready', ...held);
  };
}
