/** Main window, or one of the others: what its layout is kept under. */
export const MAIN_WINDOW = 'main';

/** Name of this window, from `?window=`; what is no name of ours counts as the main window. */
export function windowIdOf(search: string): string {
  const id = new URLSearchParams(search).get('window');
  return id !== null && /^w[a-z0-9]{1,12}$/.test(id) ? id : MAIN_WINDOW;
}

/** A name for one more window; `random` is 0 to 1. */
export function newWindowId(random: number): string {
  return `w${Math.floor(random * 36 ** 6).toString(36)}`;
}
