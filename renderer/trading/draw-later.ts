import { create } from 'zustand';
import type { StoreApi, UseBoundStore } from 'zustand';

/** A store, and what runs a change of it that the page follows later. */
export interface HeldStore<State> {
  readonly useStore: UseBoundStore<StoreApi<State>>;
  readonly drawLater: (change: () => void) => void;
}

/**
 * A store that can tell of its changes later than it makes them. Once the handler of a key press has
 * changed the page, the browser holds back all that arrives until that change is painted, which is
 * up to two display frames: an order's answer would wait there. So what sends an order changes the
 * store at once, as it must, and the page with the next change or when `later` runs its call.
 */
export function createHeldStore<State>(
  start: State,
  later: (call: () => void) => void,
): HeldStore<State> {
  type Listener = (state: State, before: State) => void;
  const listeners = new Set<Listener>();
  let holding = false;
  /** What listeners were last told while they are kept waiting; null when they are not. */
  let told: { readonly state: State } | null = null;

  const tell = (state: State, before: State): void => {
    for (const listener of [...listeners]) if (listeners.has(listener)) listener(state, before);
  };
  const useStore = create<State>()((_set, _get, api) => {
    api.subscribe((state, before) => {
      const first = told?.state ?? before;
      told = holding ? { state: first } : null;
      if (!holding) tell(state, first);
    });
    api.subscribe = (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
    return start;
  });
  const release = (): void => {
    if (told === null) return;
    const before = told.state;
    told = null;
    tell(useStore.getState(), before);
  };

  return {
    useStore,
    drawLater: (change) => {
      holding = true;
      try {
        change();
      } finally {
        holding = false;
      }
      if (told !== null) later(release);
    },
  };
}
