/**
 * Text that Excel would read as something else when it opens a CSV file: a number (which loses zeros
 * in front and digits after the 15th: 00042, 12345678901234567), a power (1E5), a date or time (3-4,
 * MAR1, 1/2, 10:30), a truth value. Cells of such text are written as a formula of a constant text,
 * ="00042", which Excel shows as it was. Only these characters are let into one, so no formula
 * that does anything can arise.
 */
const NUMBER = String.raw`[\d$(.][\d.,:/ ()$%e+-]*(?: ?[ap]m?)?`;
const MONTHS = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
];
const DATE = String.raw`(?=.*\d)(?:\d{1,4}[ ./-]?)?(?:${MONTHS.join('|')})[ ./-]*[\d ,./-]*`;
const READ_AS_OTHER = new RegExp(`^ *(?:${NUMBER}|${DATE}|true|false) *$`, 'i');
const KEPT = /^="([^"]*)"$/;

/** The cell for a text in the Excel variant: as it is, or so that Excel keeps it. */
export function excelText(text: string): string {
  return READ_AS_OTHER.test(text) ? `="${text}"` : text;
}

/** The text that `excelText` was given; a neutralised formula begins with an apostrophe and stays. */
export function textOfExcel(cell: string): string {
  return KEPT.exec(cell)?.[1] ?? cell;
}
