import { useMemo, useState } from 'react';
import { INCIDENTS_PAGE_MAX } from '../../../engine/contract/advisor-words.ts';
import type { AdvisorReplies, StoredIncident } from '../../../engine/contract/advisor.ts';
import type { EngineClient } from '../../client/engine-client.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { Button, DataTable } from '../../components/index.ts';
import type { Column } from '../../components/index.ts';
import { useQuestion } from '../../data/use-question.ts';
import { formatAge, formatDate, formatTime } from '../../format/index.ts';
import { CAUSE_TEXT, CURE_TEXT, advisorText } from '../../text/advisor.ts';
import { percent, symptomsText } from './finding-words.ts';

const US_PER_S = 1_000_000;
/** What was learned from elsewhere is stored last, whenever it was. */
const NEWEST_FIRST = { columnId: 'time', descending: true };
const words = advisorText.columns;

type IncidentPage = AdvisorReplies['advisor.incidents'];

/** What has happened before, and what helped. `revision` changes when there is more to ask for. */
export function IncidentsView({
  revision,
  zone,
}: {
  readonly revision: number;
  readonly zone: string;
}) {
  const client = useEngine();
  /** Pages after the first, and whether there are more. */
  const [older, setOlder] = useState<IncidentPage | null>(null);
  const [problem, setProblem] = useState('');
  const { value, problem: wrong } = useQuestion(revision, () => {
    setOlder(null);
    return page(client, null);
  });
  const columns = useMemo(() => incidentColumns(zone), [zone]);
  const incidents = useMemo(
    () => [...(value?.incidents ?? []), ...(older?.incidents ?? [])],
    [value, older],
  );
  const more = (): void => {
    const last = incidents.at(-1);
    if (last === undefined) return;
    page(client, last.incidentId)
      .then((next) => {
        setOlder({
          incidents: [...(older?.incidents ?? []), ...next.incidents],
          more: next.more,
        });
      })
      .catch((error: unknown) => setProblem(problemText(error)));
  };
  const text = wrong === '' ? problem : wrong;
  const isMore = (older ?? value)?.more === true;
  return (
    <div className="incidents">
      <DataTable
        label={advisorText.views.past}
        columns={columns}
        rows={incidents}
        rowKey={({ incidentId }) => incidentId}
        initialSorting={NEWEST_FIRST}
        emptyText={text === '' ? advisorText.noIncidents : advisorText.failed(text)}
      />
      {isMore && (
        <Button small onClick={more}>
          {advisorText.older}
        </Button>
      )}
    </div>
  );
}

function page(client: EngineClient, beforeId: number | null) {
  return client.send<'advisor.incidents'>({
    type: 'advisor.incidents',
    beforeId,
    limit: INCIDENTS_PAGE_MAX,
  });
}

function incidentColumns(zone: string): readonly Column<StoredIncident>[] {
  return [
    {
      id: 'time',
      header: words.time,
      width: 158,
      cell: ({ startedUs }) => `${formatDate(startedUs, zone)} ${formatTime(startedUs, { zone })}`,
      align: 'left',
      sortValue: ({ startedUs }) => startedUs,
    },
    {
      id: 'lasted',
      header: words.lasted,
      width: 64,
      align: 'right',
      cell: ({ lastedS }) => formatAge(lastedS * US_PER_S),
      sortValue: ({ lastedS }) => lastedS,
    },
    {
      id: 'cause',
      header: words.cause,
      width: 150,
      cell: ({ cause }) => CAUSE_TEXT[cause].name,
      sortValue: ({ cause }) => CAUSE_TEXT[cause].name,
    },
    {
      id: 'confidence',
      header: words.confidence,
      width: 48,
      align: 'right',
      cell: ({ confidence }) => percent(confidence),
      sortValue: ({ confidence }) => confidence,
    },
    {
      id: 'cure',
      header: words.cure,
      width: 150,
      cell: ({ cure }) => (cure === null ? '' : CURE_TEXT[cure].name),
      sortValue: ({ cure }) => (cure === null ? '' : CURE_TEXT[cure].name),
    },
    {
      id: 'outcome',
      header: words.outcome,
      width: 110,
      cell: ({ outcome }) => advisorText.outcome(outcome),
      sortValue: ({ outcome }) => advisorText.outcome(outcome),
    },
    {
      id: 'symptoms',
      header: words.symptoms,
      width: 180,
      grow: 2,
      yields: 2,
      cell: ({ fingerprint }) => symptomsText(fingerprint),
    },
    {
      id: 'machine',
      header: words.machine,
      width: 180,
      grow: 1,
      yields: 1,
      cell: ({ machine }) => machine,
      sortValue: ({ machine }) => machine,
    },
  ];
}
