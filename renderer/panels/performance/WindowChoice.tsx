import { WINDOW_NAMES } from '../../../engine/contract/metrics.ts';
import type { WindowName } from '../../../engine/contract/metrics.ts';
import { Segmented } from '../../components/index.ts';
import { performancePagesText as words } from '../../text/performance-pages.ts';

/** Over which of the rolling windows figures are shown. */
export function WindowChoice(props: {
  readonly value: WindowName;
  readonly onChange: (window: WindowName) => void;
}) {
  return (
    <Segmented
      label={words.window}
      value={props.value}
      choices={WINDOW_NAMES.map((one) => ({ value: one, text: words.windows[one] }))}
      onChange={props.onChange}
    />
  );
}
