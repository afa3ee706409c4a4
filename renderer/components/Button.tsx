import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import './button.css';

/** Meaning of a button: what it does to a position, or how much it destroys. */
export type ButtonTone = 'plain' | 'buy' | 'sell' | 'danger' | 'accent';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: ButtonTone;
  /** Key that does the same, shown behind the text. */
  readonly keyHint?: string;
  readonly small?: boolean;
}

/** A button with words. */
export function Button({
  tone = 'plain',
  keyHint,
  small = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const name = classNames('button', `button-${tone}`, small && 'button-small', className);
  return (
    <button type="button" className={name} {...rest}>
      <span className="button-text">{children}</span>
      {keyHint !== undefined && <KeyHint keys={keyHint} />}
    </button>
  );
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, in words: tooltip and accessible name. */
  readonly label: string;
  readonly keyHint?: string;
  /** A symbol or a few letters. */
  readonly children: ReactNode;
  /** Set for a button that is on or off. */
  readonly pressed?: boolean;
}

/** A small button with a symbol; its words are in the tooltip. */
export function IconButton({ label, keyHint, pressed, className, ...rest }: IconButtonProps) {
  const title = keyHint === undefined ? label : `${label} (${keyHint})`;
  return (
    <button
      type="button"
      className={classNames('icon-button', className)}
      aria-label={label}
      aria-pressed={pressed}
      title={title}
      {...rest}
    />
  );
}

/** A key combination as it is printed on the keys: Alt+B. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return <kbd className="key-hint">{keys}</kbd>;
}
