import { Activity, Component, Suspense, useEffect, useRef } from 'react';
import type { ErrorInfo, ReactNode, RefObject } from 'react';
import { Button, EmptyText } from '../components/index.ts';
import { PanelContext } from './links.ts';
import { announce } from '../stores/notices.ts';
import { useTerminal } from '../stores/terminal.ts';
import type { PanelId } from '../stores/terminal.ts';
import { PANEL_TITLES, TEXT } from '../text/en.ts';
import { passFocusOn } from './panel-focus.ts';
import { titleOf } from './panel-key.ts';

/** Holds a panel: takes the focus for it, and keeps its failure from the others. */
export function PanelFrame(props: {
  readonly id: PanelId;
  /** Name of this one of its kind. */
  readonly panelKey: string;
  /** Keeps what it is, but follows nothing and draws nothing. */
  readonly resting?: boolean;
  readonly children: ReactNode;
}) {
  const { id, panelKey, resting = false, children } = props;
  const setFocusedPanel = useTerminal((terminal) => terminal.setFocusedPanel);
  const focused = useTerminal((terminal) => terminal.focusedKey === panelKey);
  const frame = useRef<HTMLElement>(null);
  return (
    <section
      ref={frame}
      className="panel-frame"
      aria-label={titleOf(panelKey)}
      data-testid={`panel-${panelKey}`}
      data-panel={panelKey}
      data-focused={focused}
      tabIndex={-1}
      onFocus={() => setFocusedPanel(id, panelKey)}
      onPointerDownCapture={() => setFocusedPanel(id, panelKey)}
    >
      <PanelBoundary id={id}>
        <PanelContext value={panelKey}>
          <Suspense fallback={<EmptyText>{TEXT.panelLoading}</EmptyText>}>
            <Activity mode={resting ? 'hidden' : 'visible'}>
              {children}
              <Loaded frame={frame} />
            </Activity>
          </Suspense>
        </PanelContext>
      </PanelBoundary>
    </section>
  );
}

/** Is there as soon as the panel is, which may be loaded after it was asked for by its key. */
function Loaded({ frame }: { readonly frame: RefObject<HTMLElement | null> }) {
  useEffect(() => passFocusOn(frame.current), [frame]);
  return null;
}

interface BoundaryProps {
  readonly id: PanelId;
  readonly children: ReactNode;
}

/** Shows what went wrong in place of a panel that threw; the others go on. */
class PanelBoundary extends Component<BoundaryProps, { readonly problem: string | null }> {
  override state: { readonly problem: string | null } = { problem: null };

  static getDerivedStateFromError(problem: unknown): { readonly problem: string } {
    return { problem: problem instanceof Error ? problem.message : String(problem) };
  }

  override componentDidCatch(problem: Error, info: ErrorInfo): void {
    const where = info.componentStack?.trim().split('\n')[0] ?? '';
    const text = `${TEXT.panelFailed(PANEL_TITLES[this.props.id])}: ${problem.message} ${where}`;
    announce('error', text, 'terminal.panel_failed');
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <div className="panel-failed" role="alert">
        <p className="error">{TEXT.panelFailed(PANEL_TITLES[this.props.id])}</p>
        <p className="dim">{problem}</p>
        <Button onClick={() => this.setState({ problem: null })}>{TEXT.panelReload}</Button>
      </div>
    );
  }
}
