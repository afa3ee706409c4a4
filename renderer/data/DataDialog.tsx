import { create } from 'zustand';
import { TabbedDialog } from '../components/TabbedDialog.tsx';
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
    <TabbedDialog
      title={dataText.title}
      label={dataText.view}
      view={view}
      views={VIEWS}
      onView={(chosen) => useDataView.setState({ view: chosen })}
      onClose={closeOverlay}
      testId="data-dialog"
      foot={<TaskFoot />}
    >
      {view === 'backups' && <BackupsView />}
      {view === 'import' && <ImportView />}
      {view === 'workspace' && <WorkspaceView />}
      {view === 'upkeep' && <UpkeepView />}
      {view === 'store' && <StoreView />}
    </TabbedDialog>
  );
}
