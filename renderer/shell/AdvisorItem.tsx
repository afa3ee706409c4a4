import { useAdvisor } from '../stores/advisor.ts';
import { formatAge } from '../format/index.ts';
import { useNow } from '../components/use-now.ts';
import {
  causeName,
  forecastText,
  lastingWords,
  limitName,
} from '../panels/advisor/finding-words.ts';
import { nearLimits } from '../panels/advisor/near-limits.ts';
import { CAUSE_TEXT, advisorText } from '../text/advisor.ts';
import { focusPanel } from '../workspace/workspace-api.ts';

const US_PER_MS = 1_000;

/**
 * What the advisor has found and is not over, or a limit that is near, the cures that are on until they are taken
 * back, and the faults that a developer plays; else nothing.
 */
export function AdvisorItem() {
  const status = useAdvisor((store) => store.status);
  const open = status?.findings.filter(({ endedUs }) => endedUs === null) ?? [];
  const [first] = open;
  const [near] = status === null ? [] : nearLimits(status);
  const lasting = lastingWords(status?.lasting ?? []);
  return (
    <>
      {(status?.faults.length ?? 0) > 0 && <FaultItem />}
      {first !== undefined && (
        <button
          type="button"
          className="status-item warn"
          data-testid="status-advisor"
          title={advisorText.statusTitle(
            first.causes[0] === undefined ? '' : CAUSE_TEXT[first.causes[0].cause].what,
          )}
          onClick={() => focusPanel('advisor')}
        >
          <span aria-hidden="true">▲ </span>
          {open.length === 1
            ? advisorText.status(causeName(first))
            : advisorText.statusMore(causeName(first), open.length - 1)}
        </button>
      )}
      {first === undefined && near !== undefined && (
        <button
          type="button"
          className="status-item warn"
          data-testid="status-limit"
          title={advisorText.statusTitle(forecastText(near))}
          onClick={() => focusPanel('advisor')}
        >
          <span aria-hidden="true">▲ </span>
          {limitName(near)}
        </button>
      )}
      {lasting !== null && (
        <button
          type="button"
          className="status-item"
          data-testid="status-lasting"
          title={lasting.title}
          onClick={() => focusPanel('advisor')}
        >
          {lasting.text}
        </button>
      )}
    </>
  );
}

function FaultItem() {
  const faults = useAdvisor((store) => store.status?.faults ?? null);
  const nowUs = (performance.timeOrigin + useNow(1_000)) * US_PER_MS;
  const [first] = faults ?? [];
  if (first === undefined) return null;
  const left = formatAge(Math.max(0, first.endsUs - nowUs));
  return (
    <span className="status-item dim" data-testid="status-fault">
      {advisorText.faultPlayed(CAUSE_TEXT[first.fault].name, left)}
    </span>
  );
}
