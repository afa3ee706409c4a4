import { useState } from 'react';
import { Button } from './Button.tsx';
import './sure-button.css';

export interface SureButtonProps {
  /** What it does. */
  readonly text: string;
  /** The question that stands there after the first press. */
  readonly sure: string;
  /** What it does to what, for screen readers; `text` by default. */
  readonly label?: string;
  readonly onSure: (button: HTMLElement) => void;
}

/**
 * A button of what cannot be taken back: the first press asks, the second does it, leaving it drops the
 * question. A double click only asks.
 */
export function SureButton({ text, sure, label, onSure }: SureButtonProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <Button
      small
      tone={isAsked ? 'danger' : 'plain'}
      className="sure-button"
      aria-label={isAsked ? `${sure} ${label ?? text}` : label}
      onBlur={() => setAsked(false)}
      onClick={(event) => {
        if (event.detail > 1) return;
        setAsked(!isAsked);
        if (isAsked) onSure(event.currentTarget);
      }}
    >
      {/* Both texts lie in one place, so that nothing beside the button moves. */}
      <span className={isAsked ? 'sure-button-hidden' : ''}>{text}</span>
      <span className={isAsked ? '' : 'sure-button-hidden'}>{sure}</span>
    </Button>
  );
}
