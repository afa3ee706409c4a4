import type { ReactNode } from 'react';
import { Dialog } from './Dialog.tsx';
import { Segmented } from './fields.tsx';

export interface TabbedDialogProps<View extends string> {
  readonly title: string;
  /** What the tabs choose, for screen readers. */
  readonly label: string;
  readonly view: View;
  readonly views: readonly { readonly value: View; readonly text: string }[];
  readonly onView: (view: View) => void;
  readonly onClose: () => void;
  readonly testId: string;
  readonly children: ReactNode;
  /** Stays under the view, whichever is shown. */
  readonly foot?: ReactNode;
}

/** A dialog of several views, of which the tabs choose one; it keeps its height between them. */
export function TabbedDialog<View extends string>(props: TabbedDialogProps<View>) {
  const { title, label, view, views, onView, onClose, testId, children, foot } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="dialog-tabbed" data-testid={testId} data-view={view}>
        <div className="dialog-tabs">
          <Segmented label={label} value={view} choices={views} onChange={onView} />
        </div>
        <div className="dialog-view">{children}</div>
        {foot}
      </div>
    </Dialog>
  );
}
