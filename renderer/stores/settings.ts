import { create } from 'zustand';
import type { SettingKey } from '../../engine/contract/messages.ts';
import { TIMEFRAMES } from '../../engine/domain/bar.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { useSettingsFound } from '../settings/settings-store.ts';
import { takeLinks } from '../workspace/links.ts';
import { usePanelTimeframes } from '../workspace/panel-timeframes.ts';
import { windowIdOf } from '../workspace/window-id.ts';
import { useWindow } from '../workspace/window-store.ts';
import { readWindow } from '../workspace/workspace-file.ts';
import type { WindowFile } from '../workspace/workspace-file.ts';
import { useMarket } from './market.ts';
import { announce } from './notices.ts';
import { DENSITIES, THEMES, useTerminal } from './terminal.ts';

/** Changes are collected this long before they are saved. */
const SAVE_AFTER_MS = 500;

/** What the engine has kept of this terminal; panels are laid out once it is known. */
export const useSettings = create<{
  readonly loaded: boolean;
  /** JSON text of the saved workspace, or null when there is none. */
  readonly workspace: string | null;
}>(() => ({ loaded: false, workspace: null }));

/** Loads the settings and saves later changes. Returns what ends it. */
export function keepSettings(client: EngineClient): () => void {
  void load(client);
  const saveTerminal = debounced(() => {
    const { symbol, timeframe } = useTerminal.getState();
    saveSetting(client, 'terminal', JSON.stringify({ symbol, timeframe }));
  });
  const stop = useTerminal.subscribe((now, before) => {
    if (!useSettings.getState().loaded) return;
    if (now.symbol !== before.symbol || now.timeframe !== before.timeframe) saveTerminal.later();
  });
  return () => {
    stop();
    saveTerminal.cancel();
  };
}

/** Saves one setting; a failure is told, the next change tries again. */
export function saveSetting(client: EngineClient, key: SettingKey, value: string): void {
  client.send({ type: 'setting.save', key, value }).catch((problem: unknown) => {
    announce('warning', `Setting ${key} was not saved: ${problemText(problem)}`);
  });
}

/**
 * Runs `save` once, some time after the last of several calls, or when the page goes away before:
 * who changes something and closes the window at once wants it kept too.
 */
export function debounced(save: () => void): { later: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => {
    clearTimeout(timer);
    window.removeEventListener('pagehide', saveNow);
  };
  const saveNow = (): void => {
    cancel();
    save();
  };
  return {
    later: () => {
      cancel();
      timer = setTimeout(saveNow, SAVE_AFTER_MS);
      window.addEventListener('pagehide', saveNow);
    },
    cancel,
  };
}

async function load(client: EngineClient): Promise<void> {
  try {
    const [{ settings }, last] = await Promise.all([
      client.send({ type: 'settings.load' }),
      loadWindow(client),
    ]);
    useWindow.setState({ last, name: last?.name ?? null });
    if (last !== null) {
      takeLinks(last.workspace);
      usePanelTimeframes.setState({ timeframes: last.workspace.timeframes });
    }
    const { found } = useSettingsFound.getState();
    const looks = found ? undefined : settings.appearance;
    useTerminal.setState(readTerminalSettings(looks, settings.terminal));
    useTerminal.setState(({ symbol }) => ({ symbol: knownSymbol(symbol) }));
    useSettings.setState({ loaded: true, workspace: settings.workspace ?? null });
  } catch (problem) {
    // While nothing answers, the page goes on asking; what it shows meanwhile says so.
    if (useSettings.getState().loaded) return;
    const stop = client.onState(({ state }) => {
      if (state !== 'ready') return;
      stop();
      void load(client);
    });
    if (client.connection.state !== 'ready') return;
    announce('warning', `Settings were not loaded: ${problemText(problem)}`);
    // It answers, but not this: better the default workspace than none.
    useTerminal.setState(({ symbol }) => ({ symbol: knownSymbol(symbol) }));
    useSettings.setState({ loaded: true });
  }
}

async function loadWindow(client: EngineClient): Promise<WindowFile | null> {
  const name = windowIdOf(window.location.search);
  const { document } = await client.send({ type: 'document.get', kind: 'window', name });
  // The engine keeps JSON text only.
  return document === null ? null : readWindow(JSON.parse(document.value));
}

/** The symbol if it is traded here, else the first that is. */
export function knownSymbol(symbol: string): string {
  const { instruments } = useMarket.getState();
  const known = instruments.some((instrument) => instrument.symbol === symbol);
  return known ? symbol : (instruments[0]?.symbol ?? '');
}

/** What saved texts say, as far as they say something valid. */
export function readTerminalSettings(
  appearance: string | undefined,
  terminal: string | undefined,
): Partial<
  Pick<ReturnType<typeof useTerminal.getState>, 'theme' | 'density' | 'symbol' | 'timeframe'>
> {
  const look = readObject(appearance);
  const state = readObject(terminal);
  const theme = THEMES.find((known) => known === look['theme']);
  const density = DENSITIES.find((known) => known === look['density']);
  const timeframe = TIMEFRAMES.find((known) => known === state['timeframe']);
  const symbol = state['symbol'];
  return {
    ...(theme !== undefined && { theme }),
    ...(density !== undefined && { density }),
    ...(timeframe !== undefined && { timeframe }),
    ...(typeof symbol === 'string' && { symbol }),
  };
}

function readObject(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    // Every field is looked at as unknown.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A text that is not JSON says nothing; the defaults stay.
    return {};
  }
}
