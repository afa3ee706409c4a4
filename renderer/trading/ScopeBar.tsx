import { useEffect, useRef } from 'react';
import { Button, Spacer } from '../components/index.ts';
import { withKeyPress } from '../stores/latency.ts';
import { instrumentOf } from '../stores/market.ts';
import { tradingText } from '../text/trading.ts';
import './scope-bar.css';
import type { ScopeAction } from './scope.ts';
import { useTradingActions } from './wire.ts';
import { scopeText } from './wording.ts';

/** The second step of an action on several orders or positions: what it would do, send and drop. */
export function ScopeBar({ scope }: { readonly scope: ScopeAction }) {
  const actions = useTradingActions();
  const send = useRef<HTMLSpanElement>(null);
  const text = scopeText(scope, instrumentOf);
  useEffect(() => {
    // A button whose click prepared this is gone; Enter and Esc must have somewhere to go.
    if (document.activeElement === document.body) send.current?.querySelector('button')?.focus();
  }, []);
  return (
    <div
      className="scope-bar"
      data-testid="scope-bar"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        actions.drop();
      }}
    >
      <strong>{text}</strong>
      <span className="scope-bar-hint">{tradingText.enterSends}</span>
      <Spacer />
      <span ref={send}>
        <Button
          small
          tone="danger"
          keyHint="Enter"
          title={text}
          onClick={(event) => withKeyPress(event.timeStamp, () => actions.confirm(true))}
        >
          {tradingText.sendScope}
        </Button>
      </span>
      <Button small keyHint="Esc" onClick={actions.drop}>
        {tradingText.dropScope}
      </Button>
    </div>
  );
}
