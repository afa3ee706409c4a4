import type { EngineClient } from '../../client/engine-client.ts';
import { announce } from '../../stores/notices.ts';
import { advisorText } from '../../text/advisor.ts';

/** Gives the engine a file of incidents to learn from; rejects with what is wrong with it. */
export async function readKnowledge(client: EngineClient, file: File): Promise<void> {
  const text = await file.text();
  const { added, known } = await client.send<'advisor.import'>({ type: 'advisor.import', text });
  announce('info', advisorText.imported(added, known), 'terminal.advisor');
}
