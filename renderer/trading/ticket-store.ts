import { useStore } from 'zustand';
import type { OrderPreview } from '../../engine/contract/messages.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { afterAnswer } from '../stores/answer-first.ts';
import { createHeldStore } from '../stores/draw-later.ts';
import type { OrderDraft, OrderTerms } from './draft.ts';
import { START_SIZE } from './order-size.ts';
import { NO_EXITS } from './exit-draft.ts';
import type { ScopeAction } from './scope.ts';

/**
 * `idle`: the ticket is being edited or rests. `preview`: a key has prepared the order, Enter
 * anywhere sends it and Esc drops it. `sending`: sent and not yet acknowledged.
 */
export type TicketStage = 'idle' | 'preview' | 'sending';

/** An order that has been sent and has no answer yet. */
export interface InFlightOrder {
  readonly clientOrderId: string;
  readonly terms: OrderTerms;
  /** `unknown`: no answer came in time; its id is asked about at the next connection. */
  readonly status: 'pending_new' | 'unknown';
}

/** What became of the last action of the ticket. */
export interface TicketOutcome {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Code of the refusal; '' when there was none. */
  readonly code: string;
}

/** A cancel or replace that has been sent and not answered, by order id. */
export type PendingChange = 'pending_cancel' | 'pending_replace';

export interface TicketState {
  readonly draft: OrderDraft;
  /** A word of the trader's own on every order from here, until it is changed: a strategy, a reason. */
  readonly tag: string;
  readonly stage: TicketStage;
  /** What the engine expects of the draft as it stands; null until it has answered. */
  readonly preview: OrderPreview | null;
  /** The draft that `preview` belongs to, so that an older answer is never shown as current. */
  readonly previewOf: OrderDraft | null;
  /** Why the draft can't be previewed or sent. */
  readonly problem: Refusal | null;
  readonly outcome: TicketOutcome | null;
  /** A prepared action on several orders or positions, waiting for Enter. */
  readonly scope: ScopeAction | null;
  /** Oldest first, at most IN_FLIGHT_MAX. */
  readonly inFlight: readonly InFlightOrder[];
  readonly changes: ReadonlyMap<number, PendingChange>;
}

/** Orders that may wait for an answer at once; a trader who has more should not send another. */
export const IN_FLIGHT_MAX = 50;

const START: TicketState = {
  draft: {
    symbol: '',
    side: 'buy',
    orderType: 'limit',
    timeInForce: 'day',
    extendedHours: false,
    ...START_SIZE,
    priceText: '',
    stopText: '',
    trailText: '',
    trailUnit: 'percent',
    showText: '',
    ...NO_EXITS,
    postOnly: false,
  },
  tag: '',
  stage: 'idle',
  preview: null,
  previewOf: null,
  problem: null,
  outcome: null,
  scope: null,
  inFlight: [],
  changes: new Map(),
};

/** Within this long the answer is usually there, and `sending` need not be drawn at all. */
const DRAW_AFTER_MS = 30;

const held = createHeldStore(START);

/** The order ticket and what it has under way. Written by `actions.ts` and the ticket panel only. */
export const useTicket = held.useStore;

/** A value of the ticket for the line that answers an order: it is painted before the rest. */
export function useTicketAnswer<Value>(select: (ticket: TicketState) => Value): Value {
  return useStore(held.first, select);
}

/** Runs what sends something: the ticket changes at once, the page with the answer. */
export function drawTicketLater(change: () => void): void {
  held.drawLater(change, (call) => void setTimeout(call, DRAW_AFTER_MS));
}

/** Runs what takes an answer: its line follows at once, all else of the page when it has been painted. */
export function drawAnswerFirst(change: () => void): void {
  held.drawFirst(change, afterAnswer);
}

/** Changes the draft. What was prepared or said about the old draft no longer holds. */
export function editDraft(patch: Partial<OrderDraft>): void {
  useTicket.setState((state) => ({
    draft: { ...state.draft, ...patch },
    // Enter in a field of the order must not send something else.
    scope: null,
    preview: null,
    previewOf: null,
    problem: null,
  }));
}

/** Puts the ticket back as it is at start; for tests and for a change of engine. */
export function resetTicket(): void {
  useTicket.setState(START, true);
}

/** Adds, replaces (same id) or removes (null) an order under way, and keeps the stage in step. */
export function setInFlight(clientOrderId: string, order: InFlightOrder | null): void {
  useTicket.setState((state) => {
    const others = state.inFlight.filter((o) => o.clientOrderId !== clientOrderId);
    const inFlight = order === null ? others : [...others, order];
    const stage = state.stage === 'preview' ? 'preview' : inFlight.length > 0 ? 'sending' : 'idle';
    return { inFlight, stage };
  });
}

/** Marks an order as being changed, or no longer (null). */
export function setPendingChange(orderId: number, change: PendingChange | null): void {
  useTicket.setState((state) => {
    const changes = new Map(state.changes);
    if (change === null) changes.delete(orderId);
    else changes.set(orderId, change);
    return { changes };
  });
}
