import type { FeedFault } from '../../engine/contract/feed-status.ts';
import { formatCount, formatTime } from '../format/index.ts';
import { useExchangeZone } from '../stores/market.ts';
import { useTerminal } from '../stores/terminal.ts';
import { faultWords, feedText } from '../text/feed-faults.ts';

/** The last faults, newest first, each with its own words and what to do. */
export function FaultTable({ faults }: { readonly faults: readonly FeedFault[] }) {
  const zone = useExchangeZone(useTerminal((terminal) => terminal.symbol));
  return (
    <section className="feed-faults" aria-label={feedText.faults}>
      <div className="dim">{feedText.faults}</div>
      {faults.length === 0 ? (
        <div className="faint">{feedText.noFaults}</div>
      ) : (
        <table data-testid="feed-faults">
          <thead>
            <tr>
              <th scope="col">{feedText.time}</th>
              <th scope="col">{feedText.code}</th>
              <th scope="col">{feedText.times}</th>
              <th scope="col">{feedText.what}</th>
              <th scope="col">{feedText.now}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault) => {
              const { head, next, tone } = faultWords(fault.part, fault.code);
              return (
                <tr key={`${fault.part} ${String(fault.firstUs)} ${String(fault.code)}`}>
                  <td className="feed-number">{formatTime(fault.lastUs, { zone })}</td>
                  <td className={`feed-number ${tone}`}>
                    {fault.code === 0 ? '–' : String(fault.code)}
                  </td>
                  <td className="feed-number">{formatCount(fault.times)}</td>
                  <td title={fault.text}>{fault.code === 0 ? fault.text : head}</td>
                  <td className="dim">{next}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
