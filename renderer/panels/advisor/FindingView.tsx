import type { Cure } from '../../../engine/contract/advisor-words.ts';
import type { CauseGuess, CureRun, Evidence, Finding } from '../../../engine/contract/advisor.ts';
import { Badge, Button } from '../../components/index.ts';
import { useNow } from '../../components/use-now.ts';
import { formatAge, formatTime } from '../../format/index.ts';
import { ADVISOR_METRIC_TEXT, CAUSE_TEXT, CURE_TEXT, advisorText } from '../../text/advisor.ts';
import {
  evidenceVerdict,
  forecastText,
  metricValue,
  percent,
  runFigures,
  whatText,
} from './finding-words.ts';

/** Less likely causes than this are not worth a word. */
const OTHER_FROM = 0.02;
const US_PER_MS = 1_000;

/** One finding: what, since when, why, what to do, and what was done. */
export function FindingView({
  finding,
  runs,
  zone,
  onCure,
}: {
  readonly finding: Finding;
  readonly runs: readonly CureRun[];
  readonly zone: string;
  readonly onCure: (cure: Cure) => void;
}) {
  const [first, ...others] = finding.causes;
  if (first === undefined) return null;
  const words = CAUSE_TEXT[first.cause];
  const isOpen = finding.endedUs === null;
  const isBusy = runs.some(({ state }) => state === 'running' || state === 'judging');
  const likely = others.filter(({ confidence }) => confidence >= OTHER_FROM);
  return (
    <article
      className={isOpen ? 'finding finding-open' : 'finding'}
      data-testid="finding"
      data-cause={first.cause}
    >
      <header className="finding-head">
        <Badge tone={isOpen ? 'warn' : 'plain'}>
          {isOpen ? advisorText.open : advisorText.over}
        </Badge>
        <h3>{words.name}</h3>
        <span className="dim num">{percent(first.confidence)}</span>
        <Since finding={finding} zone={zone} />
        {first.seenBefore > 0 && (
          <span className="faint">{advisorText.seen(first.seenBefore)}</span>
        )}
      </header>
      <p className="finding-what">{whatText(finding)}</p>
      {finding.forecast !== null && <p className="warn">{forecastText(finding.forecast)}</p>}
      <EvidenceTable guess={first} />
      {likely.length > 0 && (
        <p className="faint">
          {advisorText.other}:{' '}
          {likely
            .map(({ cause, confidence }) => `${CAUSE_TEXT[cause].name} ${percent(confidence)}`)
            .join(', ')}
        </p>
      )}
      {isOpen && (
        <div className="finding-do">
          <span className="dim">{words.advice}</span>
          {finding.cures.map(({ cure, helped, didNot }) => (
            <Button
              key={cure}
              small
              disabled={isBusy}
              title={cureTitle(cure, helped, didNot)}
              data-cure={cure}
              onClick={() => onCure(cure)}
            >
              {CURE_TEXT[cure].name}
            </Button>
          ))}
        </div>
      )}
      {runs.map((run) => (
        <RunLine key={`${run.cure} ${String(run.startedUs)}`} run={run} />
      ))}
    </article>
  );
}

function Since({ finding, zone }: { readonly finding: Finding; readonly zone: string }) {
  const nowUs = (performance.timeOrigin + useNow(1_000)) * US_PER_MS;
  const time = formatTime(finding.sinceUs, { zone });
  const { endedUs } = finding;
  const age = formatAge(Math.max(0, (endedUs ?? nowUs) - finding.sinceUs));
  return (
    <span className="faint">
      {endedUs === null ? advisorText.since(time, age) : advisorText.lasted(time, age)}
    </span>
  );
}

function EvidenceTable({ guess }: { readonly guess: CauseGuess }) {
  return (
    <table className="evidence">
      <thead>
        <tr>
          <th scope="col">{advisorText.evidence}</th>
          <th scope="col">{advisorText.usual}</th>
          <th scope="col">{advisorText.now}</th>
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {guess.evidence.map((each) => (
          <EvidenceRow key={`${each.metric} ${each.expected}`} evidence={each} />
        ))}
      </tbody>
    </table>
  );
}

function EvidenceRow({ evidence }: { readonly evidence: Evidence }) {
  const { metric, usual, now } = evidence;
  const { text, isThere } = evidenceVerdict(evidence);
  return (
    <tr className={isThere ? '' : 'faint'}>
      <th scope="row">{ADVISOR_METRIC_TEXT[metric].name}</th>
      <td className="num">{metricValue(metric, usual)}</td>
      <td className="num">{metricValue(metric, now)}</td>
      <td className={isThere ? 'warn' : ''}>
        {isThere ? '▲ ' : ''}
        {text}
      </td>
    </tr>
  );
}

function RunLine({ run }: { readonly run: CureRun }) {
  const figures = runFigures(run);
  return (
    <p className="finding-run" data-testid="cure-run" data-state={run.state}>
      <span className="dim">{CURE_TEXT[run.cure].name}</span>{' '}
      <span className={run.state === 'helped' ? 'buy' : run.state === 'worse' ? 'error' : ''}>
        {advisorText.runState(run)}
      </span>
      {figures !== '' && <span className="num faint"> {figures}</span>}
      {run.undone && <span className="faint"> {advisorText.undone}</span>}
      {run.detail !== '' && <span className="faint"> · {run.detail}</span>}
    </p>
  );
}

function cureTitle(cure: Cure, helped: number, didNot: number): string {
  const { title } = CURE_TEXT[cure];
  const tried = helped + didNot;
  return tried === 0 ? title : `${title}; ${advisorText.helped(helped, tried)}`;
}
