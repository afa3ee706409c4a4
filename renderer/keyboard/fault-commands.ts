import { CAUSES } from '../../engine/contract/advisor-words.ts';
import type { RequestBody } from '../../engine/contract/messages.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { useAdvisor } from '../stores/advisor.ts';
import { announce } from '../stores/notices.ts';
import { CAUSE_TEXT, advisorText } from '../text/advisor.ts';
import type { Command } from './commands.ts';

const SECONDS = 90;

/** Commands that play faults on the engine; there only while it was started with `--developer`. */
export function faultCommands(client: EngineClient): readonly Command[] {
  const isDeveloper = (): boolean => useAdvisor.getState().status?.developer === true;
  const send = (body: RequestBody) => (): void => {
    client.send(body).catch((problem: unknown) => {
      announce('error', problemText(problem));
    });
  };
  const faults = CAUSES.flatMap((fault) =>
    advisorText.strengths.map((word, i): Command => ({
      id: `fault.${fault}.${String(i + 1)}`,
      title: advisorText.inject(CAUSE_TEXT[fault].name, word),
      when: isDeveloper,
      run: send({ type: 'advisor.inject', fault, strength: i + 1, seconds: SECONDS }),
    })),
  );
  return [
    ...faults,
    {
      id: 'fault.end',
      title: advisorText.injectEnd,
      when: isDeveloper,
      run: send({ type: 'advisor.inject_end' }),
    },
  ];
}
