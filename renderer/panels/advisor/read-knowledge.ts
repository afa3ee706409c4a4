import type { EngineClient } from '../../client/engine-client.ts';
import { RefusalError } from '../../client/errors.ts';
import { announce } from '../../stores/notices.ts';
import { advisorText } from '../../text/advisor.ts';
import { knowledgeParts } from './knowledge-parts.ts';

/** Gives the engine a file of incidents to learn from; rejects with what is wrong with it. */
export async function readKnowledge(
  client: Pick<EngineClient, 'send'>,
  file: Pick<File, 'text'>,
): Promise<void> {
  let [added, known, skipped, noRoom] = [0, 0, 0, 0];
  let wrong: RefusalError | null = null;
  for (const { text, incidents } of knowledgeParts(await file.text())) {
    try {
      const learned = await client.send<'advisor.import'>({ type: 'advisor.import', text });
      added += learned.added;
      known += learned.known;
      skipped += learned.skipped;
      noRoom += learned.noRoom;
    } catch (error) {
      // Of a part of which no incident is understood; another may have some.
      if (!(error instanceof RefusalError) || !isOfIncidents(error)) throw error;
      wrong ??= error;
      skipped += incidents;
    }
  }
  if (wrong !== null && added + known + noRoom === 0) throw wrong;
  const level = skipped + noRoom === 0 ? 'info' : 'warning';
  announce(level, advisorText.imported(added, known, skipped, noRoom), 'terminal.advisor');
}

function isOfIncidents({ refusal }: RefusalError): boolean {
  return refusal.code === 'contract.format' && refusal.field.startsWith('text.incidents.');
}
