import { NO_VALUE, directionOf, formatMoney } from '../format/number.ts';
import { PNL_ARROWS } from './pnl-text.ts';

/** Profit or loss: arrow, sign and colour all say which. null: there is no price to say it with. */
export function Pnl({
  micros,
  title,
}: {
  readonly micros: number | null;
  readonly title?: string;
}) {
  if (micros === null) return <span className="faint">{NO_VALUE}</span>;
  const direction = directionOf(micros);
  return (
    <span className={direction === 'flat' ? 'dim' : direction} title={title}>
      {PNL_ARROWS[direction]} {formatMoney(micros, { sign: true })}
    </span>
  );
}
