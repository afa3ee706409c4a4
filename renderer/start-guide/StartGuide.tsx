import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { Button, IconButton, Spacer } from '../components/index.ts';
import { useExportJob } from '../exports/export-job.ts';
import { keysOf } from '../keyboard/keymap.ts';
import { setSetting } from '../settings/settings-store.ts';
import { useOverlay } from '../stores/overlay.ts';
import { useTerminal } from '../stores/terminal.ts';
import { useTrading } from '../stores/trading.ts';
import { guideText } from '../text/guide.ts';
import { GUIDE_STEPS, isDone, stepAfter, useGuide } from './guide.ts';
import type { GuideFacts, GuideStep } from './guide.ts';
import './start-guide.css';

/** The card of the guided start, over the panels but in nobody's way: the terminal stays usable. */
export function StartGuide() {
  const step = useGuide((guide) => guide.step);
  if (step === null) return null;
  return <GuideCard key={step} step={step} />;
}

function GuideCard({ step }: { readonly step: GuideStep }) {
  const facts = useFacts();
  const [before] = useState(facts);
  const done = isDone(step, before, facts);
  useEffect(() => {
    if (done) useGuide.setState({ step: stepAfter(step) });
  }, [done, step]);
  const words = guideText.steps[step];
  const at = GUIDE_STEPS.indexOf(step) + 1;
  const isRead = step === 'look' || step === 'done';
  const foot = useRef<HTMLDivElement>(null);
  useFocusOf(foot, isRead);
  return (
    <aside className="guide" aria-label={guideText.title} data-testid="guide" data-step={step}>
      <div className="guide-head">
        <strong>{words.title}</strong>
        <Spacer />
        <span className="dim">{guideText.progress(at, GUIDE_STEPS.length)}</span>
        <IconButton label={guideText.skip} onClick={endGuide}>
          ✕
        </IconButton>
      </div>
      <p role="status">{words.text(keysText())}</p>
      <div ref={foot} className="guide-foot">
        <Spacer />
        <Button
          small
          {...(isRead && { tone: 'accent' as const })}
          onClick={() => {
            const next = stepAfter(step);
            if (next === null) endGuide();
            else useGuide.setState({ step: next });
          }}
        >
          {step === 'done' ? guideText.finish : isRead ? guideText.next : guideText.skipStep}
        </Button>
      </div>
    </aside>
  );
}

/** Frames after which whoever had the focus before a dialog has it back. */
const FRAMES_TO_SETTLE = 2;

/**
 * Who goes by the keyboard reads on with Enter: the button has the focus, unless somebody writes. A step
 * that comes while a dialog is open, as the last does, waits for its end.
 */
function useFocusOf(foot: RefObject<HTMLDivElement | null>, isWanted: boolean): void {
  useEffect(() => {
    let waits = false;
    let handle = 0;
    const begin = (frames: number, panel: string): void => {
      handle = requestAnimationFrame(() => {
        if (frames > 1) begin(frames - 1, panel);
        else if (useOverlay.getState().open !== null) waits = true;
        // A key pressed meanwhile has chosen another panel: that is where its person wants to be.
        else if (useTerminal.getState().focusedKey === panel) settle(foot.current, isWanted);
      });
    };
    const beginNow = (): void => begin(FRAMES_TO_SETTLE, useTerminal.getState().focusedKey);
    const stop = useOverlay.subscribe(({ open }) => {
      if (!waits || open !== null) return;
      waits = false;
      beginNow();
    });
    beginNow();
    return () => {
      stop();
      cancelAnimationFrame(handle);
    };
  }, [foot, isWanted]);
}

function settle(foot: HTMLElement | null, isWanted: boolean): void {
  const { activeElement, body } = document;
  if (isWanted) {
    const isWriting = activeElement?.matches('input, textarea, select') === true;
    if (!isWriting) foot?.querySelector('button')?.focus();
    return;
  }
  // The button of the step before is gone: what is to be done next is done in a panel.
  if (activeElement === null || activeElement === body) {
    document.querySelector<HTMLElement>('[data-panel][data-focused="true"]')?.focus();
  }
}

/** Ends it for good; Help brings it back. */
function endGuide(): void {
  useGuide.setState({ step: null });
  setSetting('help.start', false);
}

/** Keys as they are bound now. */
function keysText(): Readonly<Record<'arm' | 'buy' | 'palette' | 'keys', string>> {
  return {
    arm: keysOf('arm.toggle') ?? '',
    buy: keysOf('order.buy_market') ?? '',
    palette: keysOf('palette.open') ?? '',
    keys: keysOf('keys.open') ?? '',
  };
}

function useFacts(): GuideFacts {
  const symbol = useTerminal((terminal) => terminal.symbol);
  const armed = useTerminal((terminal) => terminal.armed);
  const fills = useTrading((trading) => trading.fills.length);
  const exportId = useExportJob(({ progress }) =>
    progress?.state === 'done' ? progress.exportId : 0,
  );
  return { symbol, armed, fills, exportId };
}
