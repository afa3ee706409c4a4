/** Files of the terminal's own, chosen and saved by the page: no data of the engine passes here. */
import { announce } from '../stores/notices.ts';
import { workspaceText } from '../text/workspace.ts';

/** Larger ones are none of ours. */
const FILE_BYTES_MAX = 1_048_576;

/** Offers text as a download. */
export function saveTextFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has begun the download, which holds the data from here on.
  URL.revokeObjectURL(url);
}

/** Offers a value as a download, as JSON for people. */
export function saveJsonFile(name: string, value: unknown): void {
  saveTextFile(name, `${JSON.stringify(value, null, 2)}\n`, 'application/json');
}

/** Text of a file that the user chooses; null when none was chosen, or it is too large. */
export function loadTextFile(accept: string): Promise<string | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.addEventListener(
      'change',
      () => {
        const file = input.files?.[0];
        if (file === undefined) resolve(null);
        else if (file.size > FILE_BYTES_MAX) {
          announce('error', workspaceText.fileTooLarge);
          resolve(null);
        } else void file.text().then(resolve);
      },
      { once: true },
    );
    input.click();
  });
}

/** What a JSON file holds; null when none was chosen. What is not JSON is told, and counts as none. */
export async function loadJsonFile(): Promise<unknown> {
  const text = await loadTextFile('.json,application/json');
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    announce('error', workspaceText.notJson);
    return null;
  }
}
