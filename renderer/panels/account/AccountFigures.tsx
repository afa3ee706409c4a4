import type { ReactNode } from 'react';
import type { AccountState } from '../../../engine/contract/account.ts';
import { formatMoney } from '../../format/number.ts';
import { useAccountStore } from '../../stores/account.ts';
import type { AccountStore } from '../../stores/account.ts';
import { accountText } from '../../text/account.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import { useSampled } from '../../trading/use-sampled.ts';

/** Pace of the figures in milliseconds: as fast as they can be read. */
const SAMPLE_MS = 250;

const accountOf = (store: AccountStore): AccountState | null => store.account;

type Figure = keyof typeof accountText.figures;

/** The sums of the account in two columns: what there is, and what it has made. */
export function AccountFigures() {
  const account = useSampled(useAccountStore, accountOf, SAMPLE_MS);
  const marginMode = useAccountStore((store) => store.settings?.marginMode ?? 'off');
  if (account === null) return <p className="account-figures faint">{accountText.waiting}</p>;
  const money = (name: Figure, micros: number) => (
    <Row name={name}>
      <span className={micros < 0 ? 'down' : undefined}>{formatMoney(micros)}</span>
    </Row>
  );
  const made = (name: Figure, micros: number) => (
    <Row name={name}>
      <Pnl micros={micros} />
    </Row>
  );
  return (
    <div className="account-figures">
      <dl className="account-column">
        {money('equity', account.equityMicros)}
        {money('cash', account.cashMicros)}
        {money('buyingPower', account.buyingPowerMicros)}
        {money('reserved', account.reservedMicros)}
        {money('longValue', account.longValueMicros)}
        {money('shortValue', account.shortValueMicros)}
      </dl>
      <dl className="account-column">
        {made('day', account.dayPnlMicros)}
        {made('unrealised', account.unrealisedMicros)}
        {made('realised', account.realisedMicros)}
        {made('fifoRealised', account.fifoRealisedMicros)}
        {money('fees', account.feesMicros)}
        {money('dayFees', account.dayFeesMicros)}
      </dl>
      <p className={account.unpriced > 0 ? 'warn' : 'faint'}>
        {account.unpriced > 0
          ? accountText.unpriced(account.unpriced)
          : accountText.margin[marginMode]}
      </p>
    </div>
  );
}

function Row({ name, children }: { readonly name: Figure; readonly children: ReactNode }) {
  return (
    <div className="account-row" title={accountText.titles[name]} data-figure={name}>
      <dt>{accountText.figures[name]}</dt>
      <dd>{children}</dd>
    </div>
  );
}
