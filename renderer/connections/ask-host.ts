import type { HostReply, HostRequest } from '../../engine/contract/host-requests.ts';
import { RefusalError } from '../client/errors.ts';
import { rememberedToken } from '../transport/choose-transport.ts';
import { hostBridge } from '../transport/host-bridge.ts';

/** What a host answers when it has done what it was asked. */
export type HostAnswer = Extract<HostReply, { ok: true }>;

/**
 * Asks the host of this page: the desktop's main process, or the terminal that has served it. Rejects with a
 * RefusalError, or with a plain reason when there is no answer.
 */
export async function askHost(request: HostRequest): Promise<HostAnswer> {
  const bridge = hostBridge();
  // Both hosts are ours and answer with what the contract says.
  const reply = (
    bridge === null ? await post(request) : await bridge.askHost(request)
  ) as HostReply;
  if (reply.ok) return reply;
  throw new RefusalError(reply.refusal);
}

/** The token shows that the page is the one whose address was printed; it is never part of a key. */
async function post(request: HostRequest): Promise<unknown> {
  const answer = await fetch('/host', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-securetrade-token': rememberedToken() },
    body: JSON.stringify(request),
  });
  return answer.json();
}
