/**
 * Where the rows of a long table lie on its scroll track. Browsers lay out no more than some 33 million
 * px (Chromium's LayoutUnit: 2^25), a million and a half rows; beyond that the track is shorter than
 * the rows and a px of it stands for more than one.
 */

/** Longest track in px, below what browsers lay out. */
const TRACK_PX_MAX = 30_000_000;

export interface Track {
  readonly rows: number;
  /** Height of a row in px. */
  readonly rowHeight: number;
  /** Height in px of what is seen of the rows. */
  readonly viewHeight: number;
}

/** Height of the track in px. */
export function trackHeight({ rows, rowHeight }: Track): number {
  return Math.min(TRACK_PX_MAX, rows * rowHeight);
}

/** Px of rows that a px of the track stands for; 1 where all fit. */
function scale(track: Track): number {
  const room = trackHeight(track) - track.viewHeight;
  const hidden = track.rows * track.rowHeight - track.viewHeight;
  return room <= 0 || hidden <= room ? 1 : hidden / room;
}

/** First and last row in view, the last one included; last is before first when there are none. */
export function rowsInView(track: Track, scrollTop: number): { first: number; last: number } {
  const top = Math.max(0, scrollTop) * scale(track);
  const first = Math.floor(top / track.rowHeight);
  const last = Math.ceil((top + track.viewHeight) / track.rowHeight) - 1;
  return { first: Math.min(first, track.rows), last: Math.min(last, track.rows - 1) };
}

/** Top of a row on the track in px, when it is scrolled to `scrollTop`. */
export function rowTop(track: Track, scrollTop: number, row: number): number {
  return row * track.rowHeight - Math.round(scrollTop * (scale(track) - 1));
}

/** Step of `trackBase` in px. */
const BASE_PX = 8_192;

/**
 * Where to begin counting px for what is drawn at a place of the track. What is painted counts in
 * floats of 24 bits, which far down are two px apart; from here rows lie exactly.
 */
export function trackBase(top: number): number {
  return Math.floor(top / BASE_PX) * BASE_PX;
}

/** Where to scroll so that a row is seen whole; `scrollTop` itself when it is. */
export function scrollTo(track: Track, scrollTop: number, row: number): number {
  const factor = scale(track);
  const top = scrollTop * factor;
  const start = row * track.rowHeight;
  const end = start + track.rowHeight - track.viewHeight;
  if (start < top) return start / factor;
  return end > top ? end / factor : scrollTop;
}

/** Where to scroll so that what is in view stays there when `added` rows have come above it. */
export function scrollAfter(track: Track, scrollTop: number, added: number): number {
  return scrollTop + (added * track.rowHeight) / scale(track);
}
