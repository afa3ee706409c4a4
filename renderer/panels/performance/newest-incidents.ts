import { INCIDENTS_MAX, INCIDENTS_PAGE_MAX } from '../../../engine/contract/advisor-words.ts';
import type { AdvisorReplies, StoredIncident } from '../../../engine/contract/advisor.ts';
import type { EngineClient } from '../../client/engine-client.ts';

/** Incidents of a report: what came again and again, without a history of years. */
const KEPT = 50;

/** Of all that the advisor remembers, those that began last; the newest first. Rejects where nobody answers. */
export async function newestIncidents(
  client: Pick<EngineClient, 'send'>,
): Promise<readonly StoredIncident[]> {
  let all: readonly StoredIncident[] = [];
  let beforeId: number | null = null;
  // Looked through as a whole: what was learned from elsewhere is stored last, whenever it was.
  for (let pages = 0; pages < INCIDENTS_MAX / INCIDENTS_PAGE_MAX; pages += 1) {
    const page: AdvisorReplies['advisor.incidents'] = await client.send<'advisor.incidents'>({
      type: 'advisor.incidents',
      beforeId,
      limit: INCIDENTS_PAGE_MAX,
    });
    all = [...all, ...page.incidents];
    beforeId = page.incidents.at(-1)?.incidentId ?? null;
    if (!page.more) break;
  }
  return all.toSorted((a, b) => b.startedUs - a.startedUs).slice(0, KEPT);
}
