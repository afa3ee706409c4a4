import type { EngineClient } from '../../client/engine-client.ts';
import { announce } from '../../stores/notices.ts';
import { advisorText } from '../../text/advisor.ts';

/** Gives the engine a file of incidents to learn from; rejects with what is wrong with it. */
export async function readKnowledge(client: EngineClient, file: File): Promise<void> {
  const text = await file.text();
  const { added, known, skipped } = await client.send<'advisor.import'>({
    type: 'advisor.import',
    text,
  });
  const level = skipped === 0 ? 'info' : 'warning';
  announce(level, advisorText.imported(added, known, skipped), 'terminal.advisor');
}
