import { useState } from 'react';
import { Badge, Button, PanelBody, Segmented, Spacer } from '../../components/index.ts';
import { NO_VALUE, formatMoney } from '../../format/number.ts';
import { openOverlay } from '../../stores/overlay.ts';
import { useTrading } from '../../stores/trading.ts';
import { accountText } from '../../text/account.ts';
import { riskText } from '../../text/risk.ts';
import { ScopeBar } from '../../trading/ScopeBar.tsx';
import { useDayResult } from '../../trading/use-day-result.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { AccountFigures } from './AccountFigures.tsx';
import { EquityCurve } from './EquityCurve.tsx';
import { EQUITY_RANGES } from './equity-points.ts';
import type { EquityRange } from './equity-points.ts';
import './account.css';

const RANGES = EQUITY_RANGES.map((value) => ({
  value,
  text: accountText.ranges[value],
  title: accountText.rangeTitles[value],
}));

/** What the account is worth and what it may lose, its curve, and the ways to its settings. */
export function AccountPanel() {
  const [range, setRange] = useState<EquityRange>('day');
  const scope = useTicket((ticket) => ticket.scope);
  return (
    <PanelBody
      toolbar={
        scope?.kind === 'kill' ? (
          <ScopeBar scope={scope} />
        ) : (
          <Tools range={range} onRange={setRange} />
        )
      }
    >
      <div className="account" data-testid="account">
        <AccountFigures />
        <EquityCurve range={range} />
      </div>
    </PanelBody>
  );
}

function Tools(props: {
  readonly range: EquityRange;
  readonly onRange: (range: EquityRange) => void;
}) {
  const actions = useTradingActions();
  return (
    <>
      <Segmented
        label={accountText.range}
        value={props.range}
        choices={RANGES}
        onChange={props.onRange}
      />
      <Spacer />
      <RiskWords />
      <Button small title={accountText.limitsTitle} onClick={() => openOverlay('risk')}>
        {accountText.limits}
      </Button>
      <Button small title={accountText.settingsTitle} onClick={() => openOverlay('account')}>
        {accountText.settings}
      </Button>
      <Button
        small
        tone="danger"
        keyHint="Ctrl+Shift+K"
        title={accountText.killTitle}
        onClick={actions.prepareKill}
      >
        {accountText.kill}
      </Button>
    </>
  );
}

/** Where the daily loss stands, and what locks. */
function RiskWords() {
  const risk = useTrading((trading) => trading.risk);
  const most = useTrading((trading) => trading.limits?.dailyLossMicrosMax ?? null);
  const actions = useTradingActions();
  const day = useDayResult();
  const lost = day === null ? NO_VALUE : formatMoney(Math.max(0, -day));
  const lockedBy = risk?.lockedBy ?? null;
  const words = riskText.dialog;
  return (
    <>
      {lockedBy !== null && (
        <Badge tone="error" title={riskText.locked[lockedBy](risk?.untilDate ?? '')}>
          {riskText.chip[lockedBy]}
        </Badge>
      )}
      {lockedBy === 'kill_switch' && (
        <Button small onClick={actions.unlock}>
          {words.unlock}
        </Button>
      )}
      <span className="account-lost">
        <span className="faint">{accountText.lost}</span>{' '}
        {most === null ? words.noLimit(lost) : words.ofLimit(lost, formatMoney(most))}
      </span>
    </>
  );
}
