import type { OfferedFile } from '../../engine/contract/imports.ts';
import { rememberedToken } from './choose-transport.ts';

/**
 * Hands a file that its person has chosen over to the host that served the page. Rejects with an
 * Error whose message is a plain reason.
 */
export async function offerFile(file: File): Promise<OfferedFile> {
  const answer = await fetch('/imports', {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'x-securetrade-token': rememberedToken(),
      'x-file-name': encodeURIComponent(file.name),
    },
    body: file,
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(messageOf(body) ?? answer.statusText);
  // The host is ours and answers with what the contract says.
  return body as OfferedFile;
}

function messageOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('message' in body)) return null;
  return typeof body.message === 'string' ? body.message : null;
}
