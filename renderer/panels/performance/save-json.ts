/** Hands a value to the user as a JSON file; the browser or the desktop host asks where to. */
export function saveJson(fileName: string, value: unknown): void {
  const blob = new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download holds its own reference by now; without this the blob would stay for good.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
