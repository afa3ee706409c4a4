/** The market that was chosen last, for the next start. It holds no keys. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { marketChoiceSchema } from '../contract/host-requests.ts';
import type { MarketChoice } from '../contract/host-requests.ts';

/** null when none was chosen, or what is there is of another version. */
export function readChoice(path: string): MarketChoice | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // Nothing was chosen yet; the usual market needs no file.
    return null;
  }
  const parsed = marketChoiceSchema.safeParse(valueOf(text));
  return parsed.success ? parsed.data : null;
}

/** Throws when it cannot be written. */
export function writeChoice(path: string, choice: MarketChoice): void {
  const part = `${path}.part`;
  writeFileSync(part, `${JSON.stringify(choice, null, 2)}\n`);
  renameSync(part, path);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A choice is made again in a moment; a start that fails over it is worse.
    return null;
  }
}
