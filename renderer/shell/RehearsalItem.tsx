import { toggleRehearsal, useRehearsal } from '../trading/preferences.ts';
import { tradingText } from '../text/trading.ts';

/** Says that nothing is sent, for as long as that is so; a press ends it. */
export function RehearsalItem() {
  const on = useRehearsal((rehearsal) => rehearsal.on);
  if (!on) return null;
  return (
    <button
      type="button"
      className="status-item status-rehearsal"
      data-testid="status-rehearsal"
      title={tradingText.rehearsing.on}
      onClick={toggleRehearsal}
    >
      {tradingText.rehearsalChip}
    </button>
  );
}
