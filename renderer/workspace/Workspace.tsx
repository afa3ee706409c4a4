import { DockviewReact } from 'dockview-react';
import type {
  DockviewApi,
  DockviewReadyEvent,
  DockviewTheme,
  IDockviewPanelProps,
} from 'dockview-react';
import { useEffect, useState } from 'react';
import type { FunctionComponent } from 'react';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { PANELS } from '../panels/registry.ts';
import { announce } from '../stores/notices.ts';
import { debounced, saveSetting, useSettings } from '../stores/settings.ts';
import { PANEL_IDS, useTerminal } from '../stores/terminal.ts';
import type { PanelId } from '../stores/terminal.ts';
import { TEXT } from '../text/en.ts';
import { PanelFrame } from './PanelFrame.tsx';
import { PanelTab } from './PanelTab.tsx';
import { defaultLayout } from './default-workspace.ts';
import { layoutText, readLayout } from './saved-layout.ts';
import { setWorkspace } from './workspace-api.ts';
import 'dockview-react/dist/styles/dockview.css';
import './workspace.css';

const THEME: DockviewTheme = {
  name: 'securetrade',
  className: 'dockview-securetrade',
  gap: 1,
  dndTabIndicator: 'line',
  tabGroupIndicator: 'none',
};

function framed(id: PanelId): FunctionComponent<IDockviewPanelProps> {
  const Panel = PANELS[id];
  return function FramedPanel() {
    return (
      <PanelFrame id={id}>
        <Panel />
      </PanelFrame>
    );
  };
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
    const save = debounced(() => saveSetting(client, 'workspace', layoutText(api)));
    const changed = api.onDidLayoutChange(save.later);
    const activated = api.onDidActivePanelChange(({ panel }) => {
      const id = PANEL_IDS.find((known) => known === panel?.id);
      if (id !== undefined) useTerminal.getState().setFocusedPanel(id);
    });
    return () => {
      changed.dispose();
      activated.dispose();
      save.cancel();
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
  const { workspace } = useSettings.getState();
  const fallback = defaultLayout(api.width, api.height);
  if (workspace === null) {
    api.fromJSON(fallback);
    return;
  }
  try {
    const layout = readLayout(workspace);
    if (layout === null) throw new Error('it is not of this version');
    api.fromJSON(layout);
  } catch (problem) {
    announce('warning', `${TEXT.workspaceInvalid}: ${problemText(problem)}`);
    api.fromJSON(fallback);
  }
}
