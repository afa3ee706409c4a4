import { useRef, useState } from 'react';
import { ADVISOR_METRICS } from '../../../engine/contract/advisor-words.ts';
import type { Cure } from '../../../engine/contract/advisor-words.ts';
import type { AdvisorStatus, Finding } from '../../../engine/contract/advisor.ts';
import { isoTimeUtc } from '../../../engine/domain/session.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import {
  Button,
  EmptyText,
  PanelBody,
  Segmented,
  Spacer,
  classNames,
} from '../../components/index.ts';
import { useAdvisor } from '../../stores/advisor.ts';
import { useExchangeZone } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { CURE_TEXT, advisorText } from '../../text/advisor.ts';
import { performancePagesText } from '../../text/performance-pages.ts';
import { saveFile } from '../performance/save-file.ts';
import { saveReport } from '../performance/save-measurements.ts';
import { FindingView } from './FindingView.tsx';
import { IncidentsView } from './IncidentsView.tsx';
import { forecastText } from './finding-words.ts';
import { nearLimits, soonLimits } from './near-limits.ts';
import { readKnowledge } from './read-knowledge.ts';
import './advisor.css';

const VIEWS = ['now', 'past'] as const;
type View = (typeof VIEWS)[number];
const US_PER_MS = 1_000;

/** What is not as usual, why, what helps, and what has helped before. */
export function AdvisorPanel() {
  const [view, setView] = useState<View>('now');
  const status = useAdvisor((store) => store.status);
  const zone = useExchangeZone('');
  return (
    <PanelBody toolbar={<Tools view={view} onView={setView} />}>
      <div
        className="advisor"
        data-autofocus
        role="region"
        aria-label={advisorText.label}
        tabIndex={0}
      >
        {view === 'past' ? (
          <IncidentsView revision={status?.incidents ?? 0} zone={zone} />
        ) : status === null ? (
          <EmptyText>{advisorText.loading}</EmptyText>
        ) : (
          <NowView status={status} zone={zone} />
        )}
      </div>
    </PanelBody>
  );
}

function Tools({ view, onView }: { readonly view: View; readonly onView: (view: View) => void }) {
  const client = useEngine();
  const file = useRef<HTMLInputElement>(null);
  const failed = (problem: unknown): void => {
    announce('error', advisorText.failed(problemText(problem)), 'terminal.advisor');
  };
  const exportAll = (): void => {
    client
      .send<'advisor.export'>({ type: 'advisor.export' })
      .then(({ text }) => {
        saveFile(advisorText.fileName(stamp()), text, 'application/json');
      })
      .catch(failed);
  };
  return (
    <>
      <Segmented
        label={advisorText.label}
        value={view}
        choices={VIEWS.map((value) => ({ value, text: advisorText.views[value] }))}
        onChange={onView}
      />
      <Spacer />
      {view === 'past' ? (
        <>
          <Button small title={advisorText.importTitle} onClick={() => file.current?.click()}>
            {advisorText.importKnowledge}
          </Button>
          <Button small title={advisorText.exportTitle} onClick={exportAll}>
            {advisorText.exportKnowledge}
          </Button>
          <input
            ref={file}
            type="file"
            hidden
            accept="application/json,.json"
            aria-label={advisorText.importKnowledge}
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              event.target.value = '';
              if (chosen !== undefined) void readKnowledge(client, chosen).catch(failed);
            }}
          />
        </>
      ) : (
        <Button
          small
          title={performancePagesText.reportTitle}
          onClick={() => void saveReport(client)}
        >
          {performancePagesText.report}
        </Button>
      )}
    </>
  );
}

function NowView({ status, zone }: { readonly status: AdvisorStatus; readonly zone: string }) {
  const client = useEngine();
  const { findings, learnedS, neededS, lasting, cures } = status;
  const send = (body: Parameters<typeof client.send>[0]): void => {
    client.send(body).catch((problem: unknown) => {
      announce('error', advisorText.failed(problemText(problem)), 'terminal.advisor');
    });
  };
  const cure = ({ findingId }: Finding, chosen: Cure): void => {
    send({ type: 'advisor.cure', findingId, cure: chosen });
  };
  const isOpen = findings.some(({ endedUs }) => endedUs === null);
  const near = new Set(nearLimits(status).map(({ metric }) => metric));
  return (
    <>
      {!isOpen && near.size === 0 && (
        <div className="advisor-well" data-testid="advisor-state">
          <span className={learnedS < neededS ? 'dim' : 'buy'}>
            {learnedS < neededS ? advisorText.learning(learnedS, neededS) : `✓ ${advisorText.well}`}
          </span>
          <span className="faint">{advisorText.watching(ADVISOR_METRICS.length)}</span>
        </div>
      )}
      {soonLimits(status).map((forecast) => (
        <p
          key={forecast.metric}
          className={classNames('advisor-line', near.has(forecast.metric) ? 'warn' : 'dim')}
        >
          {forecastText(forecast)}
        </p>
      ))}
      {lasting.map((each) => (
        <p key={each} className="advisor-line warn">
          {CURE_TEXT[each].title}
          <Button small onClick={() => send({ type: 'advisor.undo', cure: each })}>
            {advisorText.undo}
          </Button>
        </p>
      ))}
      {findings.map((finding) => (
        <FindingView
          key={finding.findingId}
          finding={finding}
          runs={cures.filter(({ findingId }) => findingId === finding.findingId)}
          zone={zone}
          onCure={(chosen) => cure(finding, chosen)}
        />
      ))}
    </>
  );
}

function stamp(): string {
  return isoTimeUtc(Date.now() * US_PER_MS).replaceAll(/[-:]|\.\d+/g, '');
}
