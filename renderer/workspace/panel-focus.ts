/** Which element of a panel has the keyboard when the panel is given it. */

/** Gives a panel's frame or, if there is one, the table or field in which its keys act, the focus. */
export function focusFrame(frame: HTMLElement | null): void {
  (keyboardOf(frame) ?? frame)?.focus({ preventScroll: true });
}

/** A panel that was given the keyboard while it was still being loaded passes it on inside. */
export function passFocusOn(frame: HTMLElement | null): void {
  if (frame !== null && document.activeElement === frame) focusFrame(frame);
}

/** A table or field that marks itself is where the keys of the panel act. */
function keyboardOf(frame: HTMLElement | null): HTMLElement | null {
  return frame?.querySelector<HTMLElement>('[data-autofocus], [role="grid"]') ?? null;
}
