import { saveFile } from './save-file.ts';

/** Hands a value to the user as a JSON file; the browser or the desktop host asks where to. */
export function saveJson(fileName: string, value: unknown): void {
  saveFile(fileName, JSON.stringify(value, null, 2), 'application/json');
}
