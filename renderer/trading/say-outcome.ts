import { useTicket } from './ticket-store.ts';
import type { Level, TradingContext } from './trading-context.ts';

/** Says what became of an action, in the ticket and in the log. `code` '' when there is none. */
export function sayOutcome(
  context: Pick<TradingContext, 'announce'>,
  level: Level,
  text: string,
  code = '',
): void {
  useTicket.setState({ outcome: { level, text, code } });
  if (code === '') context.announce(level, text);
  else context.announce(level, text, code);
}
