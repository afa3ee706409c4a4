import { TIMEFRAMES } from '../../engine/domain/bar.ts';
import type { PaceAction } from '../../engine/contract/messages.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { announce } from '../stores/notices.ts';
import { openOverlay } from '../stores/overlay.ts';
import { openConnections } from '../connections/open-connections.ts';
import { connectionsText } from '../text/connections.ts';
import { PANEL_IDS, nextTheme, useTerminal } from '../stores/terminal.ts';
import { settingCommands } from '../settings/setting-commands.ts';
import { settingsText } from '../text/settings.ts';
import { useGuide } from '../start-guide/guide.ts';
import { guideText } from '../text/guide.ts';
import { watchlistsText } from '../text/watchlists.ts';
import { dataText } from '../text/data.ts';
import { exportsText } from '../text/exports.ts';
import { PANEL_TITLES, TEXT } from '../text/en.ts';
import { keymapText } from '../text/keymap.ts';
import { signalsText } from '../text/signals.ts';
import {
  closeFocusedPanel,
  focusPanel,
  resetWorkspace,
  setTargetTimeframe,
} from '../workspace/workspace-api.ts';
import { toggleArmed } from './arming.ts';
import { registerCommand } from './commands.ts';
import type { Command } from './commands.ts';
import { drillCommands } from './drill-commands.ts';
import { profileCommands } from './profile-commands.ts';
import { faultCommands } from './fault-commands.ts';

/** Adds the commands that belong to no panel. Returns what removes them. */
export function registerShellCommands(client: EngineClient): () => void {
  const all = [
    ...dialogs(),
    ...terminal(),
    ...settingCommands(),
    ...panels(),
    ...timeframes(),
    ...source(client),
    ...drillCommands(client),
    ...profileCommands(client),
    ...faultCommands(client),
    {
      id: 'connection.retry',
      title: TEXT.commands.retry,
      when: () => client.connection.state !== 'ready',
      run: () => client.start(),
    },
  ];
  const undo = all.map(registerCommand);
  return () => {
    for (const remove of undo) remove();
  };
}

function dialogs(): readonly Command[] {
  const words = TEXT.commands;
  return [
    {
      ...{ id: 'palette.open', title: words.palette, fromFields: true },
      run: () => openOverlay('palette'),
    },
    { id: 'symbol.search', title: words.symbol, run: () => openOverlay('symbol') },
    { id: 'keys.open', title: words.keys, run: () => openOverlay('keys') },
    { id: 'signals.open', title: signalsText.open, run: () => openOverlay('signals') },
    { id: 'keymap.open', title: keymapText.open, run: () => openOverlay('keymap') },
    { id: 'export.open', title: exportsText.open, run: () => openOverlay('export') },
    { id: 'settings.open', title: settingsText.open, run: () => openOverlay('settings') },
    { id: 'watchlists.open', title: watchlistsText.open, run: () => openOverlay('watchlists') },
    { id: 'data.open', title: dataText.open, run: () => openOverlay('data') },
    { id: 'connections.open', title: connectionsText.open, run: () => openConnections('market') },
    { id: 'connections.feed', title: connectionsText.openFeed, run: () => openConnections('feed') },
    { id: 'help.start', title: guideText.command, run: () => useGuide.setState({ step: 'look' }) },
    { id: 'about.open', title: words.about, run: () => openOverlay('about') },
  ];
}

function terminal(): readonly Command[] {
  const words = TEXT.commands;
  const store = useTerminal.getState;
  return [
    { id: 'arm.toggle', title: words.arm, run: toggleArmed },
    {
      id: 'theme.toggle',
      title: words.theme,
      run: () => store().setTheme(nextTheme(store().theme)),
    },
    {
      id: 'density.toggle',
      title: words.density,
      run: () => store().setDensity(store().density === 'compact' ? 'comfortable' : 'compact'),
    },
    { id: 'workspace.reset', title: words.resetWorkspace, run: resetWorkspace },
    { id: 'panel.close', title: words.closePanel, run: closeFocusedPanel },
  ];
}

function panels(): readonly Command[] {
  return PANEL_IDS.map((id) => ({
    id: `panel.${id}`,
    title: TEXT.commands.focusPanel(PANEL_TITLES[id]),
    run: () => focusPanel(id),
  }));
}

function timeframes(): readonly Command[] {
  return TIMEFRAMES.map((timeframe) => ({
    id: `timeframe.${timeframe}`,
    title: TEXT.commands.timeframe(timeframe),
    run: () => setTargetTimeframe(timeframe),
  }));
}

function source(client: EngineClient): readonly Command[] {
  const words = TEXT.commands;
  const control = (action: PaceAction) => (): void => {
    client.send({ type: 'source.control', action }).catch((problem: unknown) => {
      announce('error', problemText(problem));
    });
  };
  return [
    { id: 'source.pause', title: words.sourcePause, run: control({ kind: 'pause' }) },
    { id: 'source.resume', title: words.sourceResume, run: control({ kind: 'resume' }) },
    { id: 'source.step', title: words.sourceStep, run: control({ kind: 'step', events: 1 }) },
  ];
}
