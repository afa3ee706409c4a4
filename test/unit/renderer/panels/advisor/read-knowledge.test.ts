import { beforeEach, expect, it } from 'vitest';
import type { AdvisorReplies } from '../../../../../engine/contract/advisor.ts';
import type { RequestBody } from '../../../../../engine/contract/messages.ts';
import { refusal } from '../../../../../engine/domain/refusal.ts';
import { RefusalError } from '../../../../../renderer/client/errors.ts';
import { readKnowledge } from '../../../../../renderer/panels/advisor/read-knowledge.ts';
import { useNotices } from '../../../../../renderer/stores/notices.ts';

type Learned = AdvisorReplies['advisor.import'];

/** What the engine answers, part by part. */
let answers: (Learned | RefusalError)[] = [];
let sent = 0;
const client = {
  // The only request that is sent here; its answers are of that type.
  send: ((_: RequestBody) => {
    const answer = answers[sent];
    sent += 1;
    if (answer === undefined || answer instanceof Error) return Promise.reject(answer ?? Error());
    return Promise.resolve(answer);
  }) as Parameters<typeof readKnowledge>[0]['send'],
};
const notUnderstood = new RefusalError(
  refusal('contract.format', 'text.incidents.0.cause', 'x', 'a file of incidents'),
);

beforeEach(() => {
  answers = [];
  sent = 0;
  useNotices.setState({ notices: [] });
});

/** A file of two parts: of one long incident each. */
function file(): { text(): Promise<string> } {
  const long = { machine: 'x'.repeat(200_000) };
  const text = JSON.stringify({ format: 'x', version: 1, incidents: [long, long] });
  return { text: () => Promise.resolve(text) };
}

it('tells what was learned of all parts together', async () => {
  answers = [
    { added: 3, known: 1, skipped: 0, noRoom: 0 },
    { added: 4, known: 0, skipped: 0, noRoom: 5 },
  ];
  await readKnowledge(client, file());
  expect(useNotices.getState().notices[0]).toMatchObject({
    level: 'warning',
    text: 'Advisor: 7 incidents learned, 1 were known, 5 older ones found no room',
  });
});

it('a part that is not understood is left out, and is an error where there is nothing else', async () => {
  answers = [notUnderstood, { added: 2, known: 0, skipped: 1, noRoom: 0 }];
  await readKnowledge(client, file());
  expect(useNotices.getState().notices[0]?.text).toBe(
    'Advisor: 2 incidents learned, 0 were known, 2 are of a version that this one does not understand',
  );
  answers = [notUnderstood, notUnderstood];
  sent = 0;
  await expect(readKnowledge(client, file())).rejects.toBe(notUnderstood);
});

it('ends with the first part that cannot be stored', async () => {
  const full = new RefusalError(refusal('store.cannot_write', 'text', 1, 'the disk is full'));
  answers = [full, { added: 1, known: 0, skipped: 0, noRoom: 0 }];
  await expect(readKnowledge(client, file())).rejects.toBe(full);
  expect(sent).toBe(1);
});
