import { excelText } from './excel-text.ts';
import { neutralText } from './neutral-text.ts';

/** Makes a cell of text that came from outside: never a formula that a spreadsheet would run. */
export type TextCell = (text: string) => string;

/** The plain form, and the one for Excel, which also keeps what Excel would take for a number. */
export function textCell(excel: boolean): TextCell {
  return excel ? (text) => excelText(neutralText(text)) : neutralText;
}
