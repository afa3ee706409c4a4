import { formatAge } from '../format/index.ts';
import { useSource } from '../stores/market.ts';
import { drillText } from '../text/drills.ts';

/** The drills under way and how long they last; nothing while there is none. */
export function DrillItem() {
  const status = useSource((store) => store.status);
  if (status === null || status.drills.length === 0) return null;
  const texts = status.drills.map((drill) =>
    drillText.running(drill, formatAge(Math.max(0, drill.endsUs - status.marketUs))),
  );
  return (
    <span className="status-item warn" data-testid="status-drill" title={drillText.title}>
      {texts.join(' · ')}
    </span>
  );
}
