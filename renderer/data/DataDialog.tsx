import { create } from 'zustand';
import { Dialog } from '../components/Dialog.tsx';
import { Segmented } from '../components/index.ts';
import { ImportView } from '../imports/ImportView.tsx';
import { closeOverlay } from '../stores/overlay.ts';
import { dataText } from '../text/data.ts';
import { BackupsView } from './BackupsView.tsx';
import { StoreView } from './StoreView.tsx';
import { TaskFoot } from './TaskFoot.tsx';
import { UpkeepView } from './UpkeepView.tsx';
import { WorkspaceView } from './WorkspaceView.tsx';
import './data-dialog.css';

type DataView = 'backups' | 'import' | 'workspace' | 'upkeep' | 'store';

/** What the dialog shows; kept while it is closed. */
const useDataView = create<{ readonly view: DataView }>(() => ({ view: 'backups' }));

const VIEWS = (['backups', 'import', 'workspace', 'upkeep', 'store'] as const).map((value) => ({
  value,
  text: dataText.views[value],
}));

/** Backups, upkeep and contents of the store. */
export function DataDialog() {
  const view = useDataView((store) => store.view);
  return (
    <Dialog title={dataText.title} onClose={closeOverlay}>
      <div className="data-dialog" data-testid="data-dialog" data-view={view}>
        <div className="data-tabs">
          <Segmented
            label={dataText.view}
            value={view}
            choices={VIEWS}
            onChange={(chosen) => useDataView.setState({ view: chosen })}
          />
        </div>
        <div className="data-view">
          {view === 'backups' && <BackupsView />}
          {view === 'import' && <ImportView />}
          {view === 'workspace' && <WorkspaceView />}
          {view === 'upkeep' && <UpkeepView />}
          {view === 'store' && <StoreView />}
        </div>
        <TaskFoot />
      </div>
    </Dialog>
  );
}
