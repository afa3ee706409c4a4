import type { ReactNode } from 'react';
import './panel.css';

/** Fills a panel: an optional tool bar, the body that scrolls, an optional foot. */
export function PanelBody({
  toolbar,
  foot,
  keyScrolled = false,
  children,
}: {
  readonly toolbar?: ReactNode;
  readonly foot?: ReactNode;
  /** Set where the body may have nothing in it that takes the focus: without it no key scrolls it. */
  readonly keyScrolled?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="panel-body">
      {toolbar !== undefined && <div className="panel-toolbar">{toolbar}</div>}
      <div className="panel-content" {...(keyScrolled && { tabIndex: 0 })}>
        {children}
      </div>
      {foot !== undefined && <div className="panel-foot">{foot}</div>}
    </div>
  );
}

/** Pushes what follows in a tool bar to the right. */
export function Spacer() {
  return <span className="spacer" />;
}

/** One line in place of data that is not there, saying why. */
export function EmptyText({ children }: { readonly children: ReactNode }) {
  return <div className="empty-text">{children}</div>;
}

/** A short word with a meaning colour. */
export function Badge({
  tone = 'plain',
  title,
  children,
}: {
  readonly tone?: 'plain' | 'buy' | 'sell' | 'warn' | 'error' | 'accent';
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={`badge badge-${tone}`} title={title}>
      {children}
    </span>
  );
}
