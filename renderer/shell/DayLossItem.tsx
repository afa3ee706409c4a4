import { classNames } from '../components/index.ts';
import { formatMoney } from '../format/number.ts';
import { openOverlay } from '../stores/overlay.ts';
import { useTrading } from '../stores/trading.ts';
import { riskText } from '../text/risk.ts';
import { useAccount } from './use-account.ts';

/** Share of the limit from which the bar warns. */
const WARN_SHARE = 0.75;

/** How much of the day's loss limit is used up; nothing while there is no limit. */
export function DayLossItem() {
  const most = useTrading((trading) => trading.limits?.dailyLossMicrosMax ?? null);
  const { dayMicros } = useAccount();
  if (most === null) return null;
  const lost = Math.max(0, -(dayMicros ?? 0));
  const share = Math.min(1, lost / most);
  const words = riskText.dayLoss(formatMoney(lost), formatMoney(most));
  return (
    <button
      type="button"
      className={classNames('status-item status-loss', share >= WARN_SHARE && 'warn')}
      title={riskText.dayLossTitle}
      data-testid="status-day-loss"
      onClick={() => openOverlay('risk')}
    >
      <span
        className="status-loss-bar"
        role="meter"
        aria-label={riskText.dayLossLabel}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words}
      >
        <i style={{ transform: `scaleX(${String(share)})` }} />
      </span>
      {words}
    </button>
  );
}
