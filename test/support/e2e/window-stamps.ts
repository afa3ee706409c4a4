/**
 * When things happen in a page, noted beside the terminal's own measurement of them: bounds of each duration
 * from stamps taken just before and just after what begins and ends it. Some of it is held up on purpose, so
 * that a duration with another beginning or end falls out of its bounds on a fast machine and on a slow one.
 */
import type { Page } from 'playwright';
import type { ClientMessage, EngineMessage } from '../../../engine/contract/messages.ts';

/** A duration in milliseconds was at least the first and at most the second. */
export type Bounds = readonly [leastMs: number, mostMs: number];

/** A message that was sent by the engine's clock and received between two times of the page's. */
export interface StampedFrame {
  readonly sentUs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A question for the engine's clock: asked and heard by the page's, taken and answered by the engine's. */
export interface StampedPing extends StampedFrame {
  readonly receivedUs: number;
  readonly askedMs: number;
}

/** A press of Enter: when it was, and when the terminal was let know. */
interface StampedPress {
  readonly pressedMs: number;
  readonly handledMs: number;
}

/** An entry of the browser's event timing. */
interface StampedInput {
  readonly name: string;
  readonly startMs: number;
  readonly tookMs: number;
}

export type StampedStage =
  'key.send' | 'order.round_trip' | 'ack.paint' | 'key.paint' | 'market.paint' | 'frame.gap';

/** All that was noted since `restartStamps`, each list in the order of time. */
export interface Stamps {
  readonly bounds: Readonly<Record<StampedStage, Bounds[]>>;
  readonly presses: StampedPress[];
  readonly inputs: StampedInput[];
  /** Since the page was opened. */
  readonly frames: StampedFrame[];
  readonly pings: StampedPing[];
  /** When `restartStamps` was. */
  restartedMs: number;
}

/** What is put into the page. */
interface Stamper {
  readonly stamps: Stamps;
  /** Each hears of every message, right after the terminal's own call of the socket. */
  readonly sent: ((message: ClientMessage, fromMs: number) => void)[];
  readonly received: ((message: EngineMessage, fromMs: number, toMs: number) => void)[];
  /** Holds the page up; returns the time afterwards. */
  hold(ms: number): number;
  /** Runs after the frame that is being made, and after all that was asked for by then. */
  afterFrame(run: () => void): void;
  /** Called when all that is noted here has been measured by the terminal too. */
  atRest: () => void;
}

/** Put there by `beginStamps`, before anything else runs in the page. */
type StampedWindow = Window & { stamper: Stamper };

/** Has the page note what happens in it from its beginning on; to be called before it has an address. */
export async function stampPage(page: Page): Promise<void> {
  for (const script of [beginStamps, stampMarket, stampOrders, stampDisplay]) {
    await page.addInitScript(script);
  }
}

/** Empties the lists in the moment in which the page handles a click on the button of that name. */
export async function restartStamps(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).evaluate(
    (element: HTMLElement) =>
      new Promise<void>((resolve) => {
        const { stamper } = window as unknown as StampedWindow;
        const { bounds, presses, inputs } = stamper.stamps;
        const restart = (): void => {
          element.click();
          for (const list of [...Object.values(bounds), presses, inputs]) list.length = 0;
          stamper.stamps.restartedMs = performance.now();
          resolve();
        };
        // Two frames later nobody counts a stretch of frames any more that a key has ended.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            stamper.atRest = restart;
          }),
        );
      }),
  );
}

/** What was noted so far. */
export function stampsOf(page: Page): Promise<Stamps> {
  return page.evaluate(() => (window as unknown as StampedWindow).stamper.stamps);
}

function beginStamps(): void {
  const stamper: Stamper = {
    stamps: {
      bounds: {
        ...{ 'key.send': [], 'order.round_trip': [], 'ack.paint': [] },
        ...{ 'key.paint': [], 'market.paint': [], 'frame.gap': [] },
      },
      ...{ frames: [], presses: [], inputs: [], pings: [], restartedMs: 0 },
    },
    ...{ sent: [], received: [] },
    hold: (ms) => {
      const untilMs = performance.now() + ms;
      while (performance.now() < untilMs);
      return performance.now();
    },
    afterFrame: (run) => {
      setTimeout(() => setTimeout(run));
    },
    atRest: () => undefined,
  };
  Object.assign(window, { stamper });

  // As all its own words are text.
  const send: (this: WebSocket, data: string) => void = Reflect.get(WebSocket.prototype, 'send');
  WebSocket.prototype.send = function (this: WebSocket, data: string) {
    const fromMs = performance.now();
    send.call(this, data);
    // The terminal's own words; the contract tests hold them to their types.
    const message = JSON.parse(data) as ClientMessage;
    for (const hear of stamper.sent) hear(message, fromMs);
  };
  const property = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
  Object.defineProperty(WebSocket.prototype, 'onmessage', {
    ...property,
    set(this: WebSocket, handler: (event: MessageEvent<string>) => void) {
      property?.set?.call(this, (event: MessageEvent<string>) => {
        const fromMs = performance.now();
        handler.call(this, event);
        const toMs = performance.now();
        // The engine's, held to their types likewise.
        const message = JSON.parse(event.data) as EngineMessage;
        for (const hear of stamper.received) hear(message, fromMs, toMs);
      });
    },
  });
}

/** Market data from the engine to the screen, and the terminal's questions for the engine's clock. */
function stampMarket(): void {
  /** One of so many frames is held up while it is painted. */
  const heldEvery = 8;
  const heldMs = 30;
  const { stamper } = window as unknown as StampedWindow;
  const { bounds, frames, pings } = stamper.stamps;
  const arrivals = new Map<number, Bounds>();
  const asked = new Map<number, number>();
  let painted = 0;

  stamper.sent.push((message, fromMs) => {
    if (message.type === 'request' && message.body.type === 'clock.ping') {
      asked.set(message.id, fromMs);
    }
    // The terminal acknowledges a frame in the callback of the display's in which it is painted.
    if (message.type !== 'ack') return;
    const arrival = arrivals.get(message.frame);
    arrivals.delete(message.frame);
    if (arrival === undefined) return;
    painted += 1;
    const shownMs = stamper.hold(painted % heldEvery === 0 ? heldMs : 0);
    stamper.afterFrame(() => {
      bounds['market.paint'].push([shownMs - arrival[1], performance.now() - arrival[0]]);
      const { atRest } = stamper;
      stamper.atRest = () => undefined;
      atRest();
    });
  });
  stamper.received.push((message, fromMs, toMs) => {
    if (message.type === 'data') {
      arrivals.set(message.frame, [fromMs, toMs]);
      frames.push({ sentUs: message.sentUs, fromMs, toMs });
    }
    if (message.type !== 'reply' || !message.ok) return;
    const askedMs = asked.get(message.id);
    asked.delete(message.id);
    if (askedMs === undefined || !('receivedUs' in message.result)) return;
    const { receivedUs, sentUs } = message.result;
    // The terminal looks at its clock some promises later.
    setTimeout(() => pings.push({ askedMs, receivedUs, sentUs, fromMs, toMs: performance.now() }));
  });
}

/** Orders from the press of Enter to the frame that shows what became of them. */
function stampOrders(): void {
  const keyHeldMs = 40;
  const paintHeldMs = 30;
  const { stamper } = window as unknown as StampedWindow;
  const { bounds, presses } = stamper.stamps;
  interface Order {
    readonly press: StampedPress;
    readonly sentMs: number;
  }
  const asked = new Map<number, Order>();
  let answered: { readonly press: StampedPress; readonly fromMs: number; toMs: number } | null =
    null;
  let shown = '';

  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    presses.push({ pressedMs: event.timeStamp, handledMs: stamper.hold(keyHeldMs) });
  };
  window.addEventListener('keydown', press, true);
  stamper.sent.push((message, sentMs) => {
    const newest = presses.at(-1);
    if (message.type !== 'request' || message.body.type !== 'order.submit' || !newest) return;
    asked.set(message.id, { press: newest, sentMs });
    // Once the terminal is done with the press.
    queueMicrotask(() => {
      const { pressedMs } = newest;
      bounds['key.send'].push([sentMs - pressedMs, performance.now() - pressedMs]);
    });
  });
  stamper.received.push((message, fromMs, toMs) => {
    const order = message.type === 'reply' ? asked.get(message.id) : undefined;
    if (message.type !== 'reply' || order === undefined) return;
    asked.delete(message.id);
    answered = { press: order.press, fromMs, toMs };
    bounds['order.round_trip'].push([fromMs - order.sentMs, toMs - order.press.handledMs]);
  });
  new MutationObserver(() => {
    const text = document.querySelector('[data-testid="ticket-status"]')?.textContent ?? '';
    const isNews = text !== shown && /\(order \d+\)/.test(text);
    shown = text;
    if (!isNews || answered === null) return;
    // By the time that it is painted, the next order may have been answered.
    const { press, fromMs, toMs } = answered;
    answered = null;
    requestAnimationFrame(() => {
      const shownMs = stamper.hold(paintHeldMs);
      stamper.afterFrame(() => {
        const nowMs = performance.now();
        bounds['ack.paint'].push([shownMs - toMs, nowMs - fromMs]);
        bounds['key.paint'].push([shownMs - press.pressedMs, nowMs - press.pressedMs]);
      });
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Frames of the display, and inputs as the browser times them. */
function stampDisplay(): void {
  /** Whether it has been in sight all the time since the last one. */
  let isSeen = false;
  const { bounds, inputs } = (window as unknown as StampedWindow).stamper.stamps;
  let lastMs = 0;
  document.addEventListener('visibilitychange', () => {
    isSeen = false;
  });
  const frame = (atMs: number): void => {
    const gapMs = atMs - lastMs;
    if (isSeen) bounds['frame.gap'].push([gapMs, gapMs]);
    isSeen = true;
    lastMs = atMs;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  const threshold = { durationThreshold: 16 };
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      inputs.push({ name, startMs: startTime, tookMs: duration });
    }
  }).observe({ type: 'event', ...threshold });
}
