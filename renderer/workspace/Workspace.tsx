import { DockviewReact } from 'dockview-react';
import type { DockviewReadyEvent, DockviewTheme, IDockviewPanelProps } from 'dockview-react';
import type { FunctionComponent } from 'react';
import { PANELS } from '../panels/registry.ts';
import { PANEL_IDS } from '../stores/terminal.ts';
import type { PanelId } from '../stores/terminal.ts';
import { PanelFrame } from './PanelFrame.tsx';
import { addDefaultPanels } from './default-workspace.ts';
import 'dockview-react/dist/styles/dockview.css';
import './workspace.css';

const THEME: DockviewTheme = { name: 'securetrade', className: 'dockview-securetrade', gap: 1 };

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

/** The docked panels. */
export function Workspace() {
  const ready = ({ api }: DockviewReadyEvent): void => addDefaultPanels(api);
  return <DockviewReact theme={THEME} components={COMPONENTS} onReady={ready} />;
}
