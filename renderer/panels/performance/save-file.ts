/** Hands text to the user as a file; the browser or the desktop host asks where to. */
export function saveFile(fileName: string, text: string, type: string): void {
  const blob = new Blob([text], { type });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download holds its own reference by now; without this the blob would stay for good.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
