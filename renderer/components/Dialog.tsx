import * as Radix from '@radix-ui/react-dialog';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { TEXT } from '../text/en.ts';
import { IconButton } from './Button.tsx';
import { classNames } from './class-names.ts';
import './dialog.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Called when it is gone and the focus is back where it was. */
  readonly onClosed?: () => void;
  /** `search`: narrow, near the top, its title for screen readers only. */
  readonly kind?: 'plain' | 'search';
  readonly children: ReactNode;
}

/** What a dialog that has closed has still to give the focus back to. */
let owed: HTMLElement | null = null;

/**
 * What has the focus now; where nothing has, since a dialog has closed and not given it back yet, what
 * that one would give it to: this dialog does so in its place.
 */
function focusedBefore(): HTMLElement | null {
  const { activeElement, body } = document;
  if (activeElement instanceof HTMLElement && activeElement !== body) owed = activeElement;
  return owed;
}

/**
 * To what had it; where that is gone or nothing had it, to the panel that keys act on. The library asks
 * for it a task after the dialog has gone: a key pressed meanwhile is the later wish. Where it has given
 * the focus away already nothing is done, and where it has only named another panel that one has it.
 */
function giveBack(before: HTMLElement | null): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  const panel = document.querySelector<HTMLElement>('[data-panel][data-focused="true"]');
  const home = before?.closest('[data-panel]') ?? null;
  const isThere = before?.isConnected === true && (home === null || home === panel);
  (isThere ? before : panel)?.focus({ preventScroll: true });
}

/**
 * A dialog that is open as long as it is there; Esc, the scrim and the button close it, and the focus
 * goes back to where it was.
 */
export function Dialog({ title, onClose, onClosed, kind = 'plain', children }: DialogProps) {
  const search = kind === 'search';
  // Read before a field of the dialog takes the focus.
  const [before] = useState(focusedBefore);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={classNames('dialog-scrim', search && 'dialog-scrim-clear')} />
        <Radix.Content
          className={classNames('dialog', search && 'dialog-search')}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            // The library gives the focus to the button that opened it; a key has none.
            event.preventDefault();
            giveBack(before);
            owed = null;
            onClosed?.();
          }}
        >
          <div className={search ? 'unseen' : 'dialog-head'}>
            <Radix.Title>{title}</Radix.Title>
            {!search && (
              <IconButton label={TEXT.close} keyHint="Esc" onClick={onClose}>
                ✕
              </IconButton>
            )}
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
