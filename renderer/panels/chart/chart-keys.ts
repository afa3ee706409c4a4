/** Keys that act on the chart while its panel has the keyboard, after those of the key map. */
import type { ChartController } from './chart-controller.ts';
import { endLineEdit, useLineEdit } from './line-edit.ts';

/** Bars that an arrow moves the view by, and with Shift. */
const SCROLL_BARS = 3;
const SCROLL_FAST = 30;
const ZOOM_STEP = 1.25;
const FAST_STEPS = 10;

/** Controls have their own use for these keys. */
const CONTROLS = 'input, select, textarea, button, a, [role="radio"], .chart-table';

/** Listens on the panel that holds `host`. Returns what ends it. */
export function listenToChartKeys(host: HTMLElement, chart: ChartController): () => void {
  const panel = host.closest<HTMLElement>('[data-panel]');
  if (panel === null) return () => undefined;
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
    const { target } = event;
    if (target instanceof Element && target.closest(CONTROLS) !== null && event.key !== 'Escape') {
      return;
    }
    if (!act(event, chart)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  panel.addEventListener('keydown', listen);
  return () => {
    panel.removeEventListener('keydown', listen);
  };
}

/** True when the key was used. */
function act(event: KeyboardEvent, chart: ChartController): boolean {
  if (event.key === 'Escape' && chart.letGo()) return true;
  if (chart.drawings.key(event)) return true;
  if (event.ctrlKey) return false;
  if (useLineEdit.getState().edit !== null && editKey(event, chart)) return true;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const bars = event.shiftKey ? SCROLL_FAST : SCROLL_BARS;
      chart.scroll(event.key === 'ArrowLeft' ? -bars : bars);
      return true;
    }
    case 'PageUp':
    case 'PageDown':
      chart.scrollPages(event.key === 'PageUp' ? -1 : 1);
      return true;
    case '+':
    case '=':
      chart.zoom(ZOOM_STEP);
      return true;
    case '-':
      chart.zoom(1 / ZOOM_STEP);
      return true;
    case 'End':
      chart.showNewest();
      return true;
    default:
      return false;
  }
}

function editKey(event: KeyboardEvent, chart: ChartController): boolean {
  const steps = event.shiftKey ? FAST_STEPS : 1;
  switch (event.key) {
    case 'ArrowUp':
      return chart.own.nudge(steps);
    case 'ArrowDown':
      return chart.own.nudge(-steps);
    case 'Enter':
      return event.repeat || chart.own.confirm();
    case 'Escape':
      endLineEdit();
      return true;
    default:
      return false;
  }
}
