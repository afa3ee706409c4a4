/** Text that a spreadsheet would run as a formula, with any quotes of ours already before it. */
const FORMULA = /^'*[=+\-@\t\r]/;
const NEUTRALISED = /^'+[=+\-@\t\r]/;

/** Puts an apostrophe before text that a spreadsheet would take for a formula. Never for numbers. */
export function neutralText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that `neutralText` was given. */
export function originalText(neutral: string): string {
  return NEUTRALISED.test(neutral) ? neutral.slice(1) : neutral;
}
