/** How a drawing's lines look: few choices, of the theme, so that they are told apart in each of them. */

/** Colours of the theme that lines can have, by their place in it: `--series-1` is 0. */
export const DRAWING_COLOURS = [0, 1, 2, 3, 4, 5] as const;
/** Widths of lines in px. */
export const DRAWING_WIDTHS = [1, 2, 3] as const;

export interface DrawingStyle {
  readonly colour: (typeof DRAWING_COLOURS)[number];
  readonly width: (typeof DRAWING_WIDTHS)[number];
}

/** Of a drawing that nobody has given another. */
export const USUAL_STYLE: DrawingStyle = { colour: 1, width: 1 };

/** A stored style; null for what is not one. */
export function readStyle(value: unknown): DrawingStyle | null {
  if (typeof value !== 'object' || value === null) return null;
  const colour = DRAWING_COLOURS.find((one) => 'colour' in value && one === value.colour);
  const width = DRAWING_WIDTHS.find((one) => 'width' in value && one === value.width);
  return colour === undefined || width === undefined ? null : { colour, width };
}

/** The choice after this one; after the last comes the first. */
export function nextOf<T>(choices: readonly T[], now: T): T {
  return choices[(choices.indexOf(now) + 1) % choices.length] ?? now;
}
