/**
 * Keeps the preview of the ticket's draft current: asks the engine shortly after the last change and
 * again at a steady pace while someone looks at it, as cash, queue and expected price move with the
 * market. Only the answer to the newest question is shown, and only while the draft is the one it was about.
 */
import { isRefusal, parseDraft } from './draft.ts';
import type { OrderDraft, OrderTerms } from './draft.ts';
import { faultOf } from './fault.ts';
import { withEntry } from './order-size.ts';
import { useTicket } from './ticket-store.ts';
import type { TradingContext } from './trading-context.ts';

/** Pause in typing after which the engine is asked, in milliseconds. */
export const PREVIEW_DEBOUNCE_MS = 60;
/** Pace at which a shown preview is asked for again, in milliseconds. */
export const PREVIEW_REFRESH_MS = 1_000;

/** Follows the ticket store until disposed of. */
export interface Previewer {
  /** Asks at once, without waiting for a pause. */
  refresh(): void;
  dispose(): void;
}

/** See the head of the file. */
export function createPreviewer(context: TradingContext): Previewer {
  let newest = 0;
  let cancelDelay: (() => void) | null = null;
  /** The draft's change is this one's own, whose question is on its way. */
  let isFollowing = false;

  function schedule(ms: number): void {
    cancelDelay?.();
    cancelDelay = context.after(ms, () => {
      cancelDelay = null;
      void ask();
    });
  }

  async function ask(): Promise<void> {
    newest += 1;
    const question = newest;
    const draft = followMarket();
    const instrument = context.instrumentOf(draft.symbol);
    if (instrument !== null && context.connected()) {
      const terms = parseDraft(instrument, draft);
      if (isRefusal(terms)) useTicket.setState({ problem: terms, preview: null, previewOf: null });
      else await show(question, draft, terms);
    }
    if (question === newest && cancelDelay === null) schedule(PREVIEW_REFRESH_MS);
  }

  /** Counts a size in money by the price of now, once a question: what is shown is what is sent. */
  function followMarket(): OrderDraft {
    const { draft } = useTicket.getState();
    const followed = withEntry(draft, context.quoteOf(draft.symbol));
    if (followed === draft) return draft;
    isFollowing = true;
    useTicket.setState({ draft: followed });
    isFollowing = false;
    return followed;
  }

  async function show(question: number, draft: OrderDraft, terms: OrderTerms): Promise<void> {
    // The next question about a changed draft is asked only after a pause in typing.
    const isCurrent = (): boolean => question === newest && useTicket.getState().draft === draft;
    try {
      const preview = await context.send<'order.preview'>({ type: 'order.preview', ...terms });
      if (!isCurrent()) return;
      useTicket.setState({ preview, previewOf: draft, problem: preview.refusal });
    } catch (error) {
      const fault = faultOf(error);
      if (!isCurrent()) return;
      // Without a connection there is nothing to say about the order; the status bar says why.
      const problem = fault.kind === 'refused' ? fault.refusal : null;
      useTicket.setState({ preview: null, previewOf: null, problem });
    }
  }

  const stop = useTicket.subscribe((state, before) => {
    if (state.draft !== before.draft && !isFollowing) schedule(PREVIEW_DEBOUNCE_MS);
  });
  schedule(PREVIEW_DEBOUNCE_MS);

  return {
    // Not by a timer: after a key the browser holds timers back until it has painted.
    refresh: () => {
      cancelDelay?.();
      cancelDelay = null;
      void ask();
    },
    dispose: () => {
      stop();
      cancelDelay?.();
      newest += 1;
    },
  };
}
