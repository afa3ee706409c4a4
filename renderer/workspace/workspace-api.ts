import type { DockviewApi } from 'dockview-react';
import type { Timeframe } from '../../engine/domain/bar.ts';
import { forgetFilter } from '../history/filter.ts';
import { announce } from '../stores/notices.ts';
import { useOverlay } from '../stores/overlay.ts';
import { useTerminal } from '../stores/terminal.ts';
import type { PanelId } from '../stores/terminal.ts';
import { TEXT } from '../text/en.ts';
import { defaultLayout } from './default-workspace.ts';
import { linkPanel, takeLinks, unusedGroup, useLinks } from './links.ts';
import { forgetScope } from './list-scope.ts';
import { focusFrame } from './panel-focus.ts';
import { freeKey, kindOf, targetOf, titleOf } from './panel-key.ts';
import { setTimeframe, usePanelTimeframes } from './panel-timeframes.ts';
import { workspaceFile } from './workspace-file.ts';
import type { WorkspaceFile } from './workspace-file.ts';

let workspace: DockviewApi | null = null;

/** Makes the docked workspace reachable for commands; null when it is gone. */
export function setWorkspace(api: DockviewApi | null): void {
  workspace = api;
}

/**
 * Brings a panel to the front, opens it again if it was closed, and gives it the keyboard. Of several
 * of a kind it is the one used last, and the next one when that has the keyboard already.
 */
export function focusPanel(kind: PanelId): void {
  if (workspace === null) return;
  const open = workspace.panels.map(({ id }) => id).filter((id) => kindOf(id) === kind);
  const target = targetOf(kind);
  const { focusedKey } = useTerminal.getState();
  const next = open[(open.indexOf(target) + 1) % open.length];
  const key = (focusedKey === target ? next : open.find((id) => id === target)) ?? open[0] ?? kind;
  const panel = workspace.getPanel(key);
  if (panel === undefined) workspace.addPanel({ id: key, component: kind, title: titleOf(key) });
  else panel.api.setActive();
  giveKeyboard(kind, key);
}

/**
 * Brings an open panel that lies behind another tab to the front, with the keyboard, and then does what
 * was asked of it: a command whose effect nobody sees looks like one that failed. Where it is in sight
 * already the focus stays where it is.
 */
export function doInSight(key: string, act: () => void): void {
  const panel = workspace?.getPanel(key);
  const kind = kindOf(key);
  if (panel === undefined || kind === null || panel.api.isVisible) {
    act();
    return;
  }
  panel.api.setActive();
  giveKeyboard(kind, key);
  afterFrames(FRAMES_TO_SHOW, act);
}

/** Changes the timeframe of the chart that was used last, in sight. */
export function setTargetTimeframe(timeframe: Timeframe): void {
  const key = targetOf('chart');
  doInSight(key, () => setTimeframe(key, timeframe));
}

/** Laid out in the first, painted at its size in the second: then it can be drawn in. */
const FRAMES_TO_SHOW = 3;

function afterFrames(frames: number, act: () => void): void {
  if (frames === 0) act();
  else requestAnimationFrame(() => afterFrames(frames - 1, act));
}

/**
 * Opens one more panel of the kind of the one that has the keyboard, in a colour group of its own, so
 * that it can be given another symbol. False where there can be no more.
 */
export function openAnotherPanel(): boolean {
  if (workspace === null) return false;
  const { focusedPanel: kind, focusedKey } = useTerminal.getState();
  const key = freeKey(
    kind,
    workspace.panels.map(({ id }) => id),
  );
  const beside = workspace.getPanel(focusedKey);
  if (key === null || beside === undefined) return false;
  const links = useLinks.getState();
  workspace.addPanel({
    id: key,
    component: kind,
    title: titleOf(key),
    position: { referencePanel: beside.id, direction: kind === 'chart' ? 'right' : 'within' },
  });
  forgetScope(key);
  forgetFilter(key);
  linkPanel(key, unusedGroup(links));
  giveKeyboard(kind, key);
  return true;
}

function giveKeyboard(kind: PanelId, key: string): void {
  useTerminal.getState().setFocusedPanel(kind, key);
  requestAnimationFrame(() => {
    // Typed on meanwhile: a letter has opened a search, which has the keyboard now.
    if (useOverlay.getState().open !== null) return;
    focusFrame(document.querySelector<HTMLElement>(`[data-panel="${key}"]`));
  });
}

/** Puts every panel back to where a new user finds it. */
export function resetWorkspace(): void {
  if (workspace === null) return;
  workspace.fromJSON(defaultLayout(workspace.width, workspace.height));
  announce('info', TEXT.workspaceReset);
  afterFrames(FRAMES_TO_SHOW, keepKeyboard);
}

/** What this window shows now; null while there is no workspace. */
export function workspaceNow(): WorkspaceFile | null {
  if (workspace === null) return null;
  const { groups, symbols, active } = useLinks.getState();
  const { symbol } = useTerminal.getState();
  return workspaceFile(workspace.toJSON(), groups, {
    symbols: { ...symbols, [active]: symbol },
    timeframes: usePanelTimeframes.getState().timeframes,
  });
}

/** The room that panels have, in px. */
export function workspaceSize(): { readonly width: number; readonly height: number } {
  return { width: workspace?.width ?? 0, height: workspace?.height ?? 0 };
}

/** Puts a workspace in the place of what is shown. Throws when dockview does not take it. */
export function showWorkspace({ layout, groups, symbols, timeframes }: WorkspaceFile): void {
  if (workspace === null) return;
  const before = workspace.toJSON();
  try {
    workspace.fromJSON(layout);
    takeLinks({ groups, symbols });
    usePanelTimeframes.setState({ timeframes });
    afterFrames(FRAMES_TO_SHOW, keepKeyboard);
  } catch (problem) {
    workspace.fromJSON(before);
    throw problem;
  }
}

/** What had the keyboard may have gone with the panels of before: then the panel that keys act on has it. */
function keepKeyboard(): void {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (!isLost || useOverlay.getState().open !== null) return;
  document.querySelector<HTMLElement>('[data-panel][data-focused="true"]')?.focus();
}

/** Closes the panel that has the keyboard; its key or the palette opens it again. */
export function closeFocusedPanel(): void {
  workspace?.getPanel(useTerminal.getState().focusedKey)?.api.close();
}
