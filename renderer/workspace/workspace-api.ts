import type { DockviewApi } from 'dockview-react';
import { announce } from '../stores/notices.ts';
import { useOverlay } from '../stores/overlay.ts';
import { useTerminal } from '../stores/terminal.ts';
import type { PanelId } from '../stores/terminal.ts';
import { PANEL_TITLES, TEXT } from '../text/en.ts';
import { defaultLayout } from './default-workspace.ts';
import { useLinks } from './links.ts';
import { focusFrame } from './panel-focus.ts';
import { workspaceFile } from './workspace-file.ts';
import type { WorkspaceFile } from './workspace-file.ts';

let workspace: DockviewApi | null = null;

/** Makes the docked workspace reachable for commands; null when it is gone. */
export function setWorkspace(api: DockviewApi | null): void {
  workspace = api;
}

/** Brings a panel to the front, opens it again if it was closed, and gives it the keyboard. */
export function focusPanel(id: PanelId): void {
  if (workspace === null) return;
  const open = workspace.getPanel(id);
  if (open === undefined) workspace.addPanel({ id, component: id, title: PANEL_TITLES[id] });
  else open.api.setActive();
  useTerminal.getState().setFocusedPanel(id);
  requestAnimationFrame(() => {
    // Typed on meanwhile: a letter has opened a search, which has the keyboard now.
    if (useOverlay.getState().open !== null) return;
    focusFrame(document.querySelector<HTMLElement>(`[data-panel="${id}"]`));
  });
}

/** Puts every panel back to where a new user finds it. */
export function resetWorkspace(): void {
  if (workspace === null) return;
  workspace.fromJSON(defaultLayout(workspace.width, workspace.height));
  announce('info', TEXT.workspaceReset);
}

/** What this window shows now; null while there is no workspace. */
export function workspaceNow(): WorkspaceFile | null {
  if (workspace === null) return null;
  return workspaceFile(workspace.toJSON(), useLinks.getState().groups);
}

/** The room that panels have, in px. */
export function workspaceSize(): { readonly width: number; readonly height: number } {
  return { width: workspace?.width ?? 0, height: workspace?.height ?? 0 };
}

/** Puts a workspace in the place of what is shown. Throws when dockview does not take it. */
export function showWorkspace({ layout, groups }: WorkspaceFile): void {
  if (workspace === null) return;
  const before = workspace.toJSON();
  try {
    workspace.fromJSON(layout);
    useLinks.setState({ groups });
  } catch (problem) {
    workspace.fromJSON(before);
    throw problem;
  }
}

/** Closes the panel that has the keyboard; its key or the palette opens it again. */
export function closeFocusedPanel(): void {
  workspace?.getPanel(useTerminal.getState().focusedPanel)?.api.close();
}
