/** The guided start: what each step asks for, and how it is seen that it was done. */
import { create } from 'zustand';

/** In their order. The first and the last are only read. */
export const GUIDE_STEPS = ['look', 'symbol', 'arm', 'order', 'export', 'done'] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

/** null: not under way. */
export const useGuide = create<{ readonly step: GuideStep | null }>(() => ({ step: null }));

/** What the steps look at, when one begins and now. */
export interface GuideFacts {
  readonly symbol: string;
  readonly armed: boolean;
  readonly fills: number;
  /** Exports that are done. */
  readonly exportId: number;
}

/** Whether what a step asks for has happened since it began. Steps that are only read never have. */
export function isDone(step: GuideStep, before: GuideFacts, now: GuideFacts): boolean {
  switch (step) {
    case 'symbol':
      return now.symbol !== before.symbol;
    case 'arm':
      return now.armed;
    case 'order':
      return now.fills > before.fills;
    case 'export':
      return now.exportId !== before.exportId;
    case 'look':
    case 'done':
      return false;
  }
}

/** The step after one; null after the last. */
export function stepAfter(step: GuideStep): GuideStep | null {
  return GUIDE_STEPS[GUIDE_STEPS.indexOf(step) + 1] ?? null;
}
