/** What can be done where the chart's menu was opened. */
import type { PaceAction, SourceStatus } from '../../../engine/contract/messages.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { OrderType } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { formatPrice } from '../../format/number.ts';
import { chartMenuText } from '../../text/chart-menu.ts';
import { stopWaits } from '../../trading/stop-draft.ts';
import type { MenuGroup, MenuItem } from './ChartMenu.tsx';

/** Speeds of a replay that the menu offers; 0 is as fast as it goes. */
const REPLAY_SPEEDS = [1, 10, 60, 0] as const;
/** Minutes of the market that a replay can be played ahead at once. */
const SKIP_MINUTES = [1, 5, 30] as const;

/** What the menu acts on. */
export interface MenuWorld {
  readonly instrument: Instrument;
  /** Price on the grid where the menu was opened; null outside of the bars' pane. */
  readonly ticks: number | null;
  /** Price that stops of a side are triggered by, as the account has it; 0 while none is known. */
  readonly stopMarketTicks: Readonly<Record<Side, number>>;
  /** A price alert whose line is there; null: none. */
  readonly alertId: number | null;
  /** Whether a drawing is there, which is then selected. */
  readonly hasDrawing: boolean;
  readonly source: SourceStatus | null;
}

/** What the menu can ask for. */
export interface MenuActions {
  prepare(side: Side, orderType: OrderType, ticks: number): void;
  addAlert(ticks: number): void;
  deleteAlert(alertId: number): void;
  drawLevel(ticks: number): void;
  readonly removeDrawing: () => void;
  control(action: PaceAction): void;
  /** Plays a recording ahead as fast as it goes, then on as before. */
  skip(minutes: number): void;
  readonly openLook: () => void;
  readonly showNewest: () => void;
}

/** The groups of the menu, the nearest to what was pointed at first. */
export function menuGroups(world: MenuWorld, actions: MenuActions): readonly MenuGroup[] {
  const { alertId, hasDrawing, source } = world;
  const here: MenuItem[] = [];
  if (alertId !== null) {
    here.push({ text: chartMenuText.deleteAlert, run: () => actions.deleteAlert(alertId) });
  }
  if (hasDrawing) here.push({ text: chartMenuText.removeDrawing, run: actions.removeDrawing });
  const groups = [
    here,
    placeGroup(world, actions),
    source?.kind === 'replay' ? replayGroup(source, actions) : [],
    [
      { text: chartMenuText.newest, run: actions.showNewest },
      { text: chartMenuText.look, run: actions.openLook },
    ],
  ];
  return groups.filter((group) => group.length > 0);
}

function placeGroup(world: MenuWorld, actions: MenuActions): MenuGroup {
  const { instrument, ticks, stopMarketTicks } = world;
  if (ticks === null) return [];
  const price = formatPrice(instrument, ticks);
  const order = (side: Side): MenuItem => {
    // Where a limit would trade at once, a stop waits.
    const nearTicks = stopMarketTicks[side];
    const orderType = nearTicks > 0 && stopWaits(side, ticks, nearTicks) ? 'stop' : 'limit';
    return {
      text: chartMenuText.order(side, orderType, price),
      run: () => actions.prepare(side, orderType, ticks),
    };
  };
  return [
    { text: chartMenuText.addAlert(price), run: () => actions.addAlert(ticks) },
    order('buy'),
    order('sell'),
    { text: chartMenuText.drawLevel(price), run: () => actions.drawLevel(ticks) },
  ];
}

function replayGroup(source: SourceStatus, actions: MenuActions): MenuGroup {
  if (source.state === 'ended' || source.state === 'failed') return [];
  const isRunning = source.state === 'running';
  const pace: MenuItem = {
    text: isRunning ? chartMenuText.pause : chartMenuText.resume,
    run: () => actions.control({ kind: isRunning ? 'pause' : 'resume' }),
  };
  const step: MenuItem = {
    text: chartMenuText.step,
    run: () => actions.control({ kind: 'step', events: 1 }),
  };
  return [
    pace,
    ...(isRunning ? [] : [step]),
    ...SKIP_MINUTES.map((minutes) => ({
      text: chartMenuText.skip(minutes),
      run: () => actions.skip(minutes),
    })),
    ...REPLAY_SPEEDS.filter((speed) => speed !== source.speed).map((speed) => ({
      text: chartMenuText.speed(speed),
      run: () => actions.control({ kind: 'speed', speed }),
    })),
  ];
}
