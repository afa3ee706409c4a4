import type { RequestBody, RequestType } from '../../engine/contract/messages.ts';
import type { TestClient } from '../support/test-client.ts';

const KNOWLEDGE = JSON.stringify({
  format: 'securetrade-advisor-incidents',
  version: 1,
  incidents: [],
});

/** Of requests to the advisor, those that a healthy engine answers. */
const SAMPLES: readonly RequestBody[] = [
  { type: 'advisor.status' },
  { type: 'advisor.undo', cure: 'conflate' },
  { type: 'advisor.incidents', beforeId: null, limit: 10 },
  { type: 'advisor.export' },
  { type: 'advisor.import', text: KNOWLEDGE },
  { type: 'advisor.inject_end' },
];

/** And those that it refuses: nothing is wrong with it, and nobody started it as a developer. */
const REFUSED: readonly RequestBody[] = [
  { type: 'advisor.cure', findingId: 1_000_000, cure: 'analyze' },
  { type: 'advisor.inject', fault: 'slow_disk', strength: 1, seconds: 1 },
];

export async function advisorRequests(
  client: TestClient,
  replies: Map<RequestType, unknown>,
): Promise<void> {
  for (const body of SAMPLES) replies.set(body.type, await client.request(body));
  for (const body of REFUSED) replies.set(body.type, await client.refusal(body));
}

/** Requests to the advisor that are wrong, and what their refusals say. */
export const MALFORMED_ADVICE: readonly [string, object, object][] = [
  [
    'a cure nobody knows',
    { type: 'advisor.cure', findingId: 1, cure: 'pray' },
    { field: 'body.cure', value: 'pray' },
  ],
  [
    'a fault that is too strong',
    { type: 'advisor.inject', fault: 'slow_disk', strength: 4, seconds: 1 },
    { code: 'contract.out_of_range', field: 'body.strength' },
  ],
  [
    'more incidents than a page holds',
    { type: 'advisor.incidents', beforeId: null, limit: 201 },
    { code: 'contract.out_of_range', field: 'body.limit' },
  ],
  [
    'knowledge that is not JSON',
    { type: 'advisor.import', text: 'x' },
    { code: 'contract.format', field: 'text' },
  ],
  [
    'knowledge of another format',
    { type: 'advisor.import', text: '{"format":"other","version":1,"incidents":[]}' },
    { code: 'contract.format', field: 'text.format' },
  ],
];
