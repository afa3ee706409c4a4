import { DockviewReact } from 'dockview-react';
import type {
  DockviewApi,
  DockviewReadyEvent,
  DockviewTheme,
  IDockviewPanelProps,
} from 'dockview-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { FunctionComponent } from 'react';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { PANELS } from '../panels/registry.ts';
import { announce } from '../stores/notices.ts';
import { KeptDocument } from '../client/kept-document.ts';
import { useSettings } from '../stores/settings.ts';
import { PANEL_IDS, useTerminal } from '../stores/terminal.ts';
import type { PanelId } from '../stores/terminal.ts';
import { TEXT } from '../text/en.ts';
import { workspaceText } from '../text/workspace.ts';
import { PanelFrame } from './PanelFrame.tsx';
import { PanelTab } from './PanelTab.tsx';
import { defaultLayout } from './default-workspace.ts';
import { useLinks } from './links.ts';
import { kindOf, settleTargets } from './panel-key.ts';
import { usePanelTimeframes } from './panel-timeframes.ts';
import { readOldLayout } from './saved-layout.ts';
import { windowIdOf } from './window-id.ts';
import { useWindow } from './window-store.ts';
import { setWorkspace, workspaceNow } from './workspace-api.ts';
import { readWindow } from './workspace-file.ts';
import type { WindowFile } from './workspace-file.ts';
import 'dockview-react/dist/styles/dockview.css';
import './workspace.css';

const THEME: DockviewTheme = {
  name: 'securetrade',
  className: 'dockview-securetrade',
  gap: 1,
  dndTabIndicator: 'line',
  tabGroupIndicator: 'none',
};

/**
 * Panels that stand still behind another tab: what they show is a picture of now, made anew when they
 * come to the front. The docking library keeps all panels mounted, so that each would go on working.
 */
const RESTING: ReadonlySet<PanelId> = new Set(['performance', 'advisor', 'account', 'positions']);

function framed(id: PanelId): FunctionComponent<IDockviewPanelProps> {
  const Panel = PANELS[id];
  return function FramedPanel({ api }) {
    const isShown = useShown(api);
    return (
      <PanelFrame id={id} panelKey={api.id} resting={!isShown && RESTING.has(id)}>
        <Panel />
      </PanelFrame>
    );
  };
}

/** Whether the panel is in front of its tabs. */
function useShown(api: IDockviewPanelProps['api']): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const listening = api.onDidVisibilityChange(onChange);
      return () => listening.dispose();
    },
    () => api.isVisible,
  );
}

const COMPONENTS = Object.fromEntries(PANEL_IDS.map((id) => [id, framed(id)]));

/** The docked panels, as the user left them. */
export function Workspace() {
  const client = useEngine();
  const [api, setApi] = useState<DockviewApi | null>(null);
  const ready = (event: DockviewReadyEvent): void => {
    restore(event.api);
    setApi(event.api);
  };
  useEffect(() => {
    if (api === null) return undefined;
    setWorkspace(api);
    const kept = new KeptDocument<WindowFile>({
      client,
      kind: 'window',
      name: windowIdOf(window.location.search),
      read: readWindow,
      // What it was has been shown already, and of two windows of one name the last change counts.
      onValue: () => undefined,
      onProblem: (problem) => {
        announce('warning', workspaceText.failed(problemText(problem)), 'terminal.workspace');
      },
    });
    const save = (): void => {
      const workspace = workspaceNow();
      if (workspace !== null) kept.save({ workspace, name: useWindow.getState().name });
    };
    const settle = (): void => settleTargets(api.panels.map(({ id }) => id));
    settle();
    const changed = api.onDidLayoutChange(() => {
      settle();
      save();
    });
    const unfollow = [
      useLinks.subscribe(({ groups, symbols }, before) => {
        if (groups !== before.groups || symbols !== before.symbols) save();
      }),
      usePanelTimeframes.subscribe(save),
    ];
    unfollow.push(useWindow.subscribe(({ name }, before) => name !== before.name && save()));
    const activated = api.onDidActivePanelChange(({ panel }) => {
      const kind = panel === undefined ? null : kindOf(panel.id);
      if (kind !== null) useTerminal.getState().setFocusedPanel(kind, panel?.id);
    });
    return () => {
      changed.dispose();
      activated.dispose();
      for (const stop of unfollow) stop();
      kept.dispose();
      setWorkspace(null);
    };
  }, [api, client]);
  return (
    <DockviewReact
      theme={THEME}
      components={COMPONENTS}
      defaultTabComponent={PanelTab}
      disableFloatingGroups
      onReady={ready}
    />
  );
}

function restore(api: DockviewApi): void {
  const { last } = useWindow.getState();
  const old = useSettings.getState().workspace;
  const saved = last?.workspace.layout ?? (old === null ? null : readOldLayout(old));
  const fallback = defaultLayout(api.width, api.height);
  if (saved === null) {
    api.fromJSON(fallback);
    return;
  }
  try {
    api.fromJSON(saved);
  } catch (problem) {
    announce('warning', `${TEXT.workspaceInvalid}: ${problemText(problem)}`);
    api.fromJSON(fallback);
  }
}
