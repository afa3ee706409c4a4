import { create } from 'zustand';
import type { StoreApi, UseBoundStore } from 'zustand';

/** What runs a call later. */
export type Later = (call: () => void) => void;

/** A store, and what runs a change of it that the page follows later. */
export interface HeldStore<State> {
  readonly useStore: UseBoundStore<StoreApi<State>>;
  /** The store for what is to be painted first: changes of `drawFirst` are told to it at once. */
  readonly first: Pick<StoreApi<State>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** All that shows the store follows when `later` runs its call, or with the next change. */
  readonly drawLater: (change: () => void, later: Later) => void;
  /** The same, but those who listen to `first` hear of it at once. */
  readonly drawFirst: (change: () => void, later: Later) => void;
}

/**
 * A store that can tell of its changes later than it makes them. Once the handler of a key press has
 * changed the page, the browser holds back all that arrives until that change is painted, which is
 * up to two display frames: an order's answer would wait there. So what sends an order changes the
 * store at once, as it must, and the page with the next change or when `later` runs its call.
 */
export function createHeldStore<State>(start: State): HeldStore<State> {
  type Listener = (state: State, before: State) => void;
  const first = new Set<Listener>();
  const others = new Set<Listener>();
  let held: 'nobody' | 'others' | 'all' = 'nobody';
  /** What listeners were last told while they are kept waiting; null when they are not. */
  let told: { readonly state: State } | null = null;

  const tell = (listeners: Set<Listener>, state: State, before: State): void => {
    for (const listener of [...listeners]) if (listeners.has(listener)) listener(state, before);
  };
  const listenIn = (listeners: Set<Listener>) => (listener: Listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const useStore = create<State>()((_set, _get, api) => {
    api.subscribe((state, before) => {
      const since = told?.state ?? before;
      told = held === 'nobody' ? null : { state: since };
      if (held !== 'all') tell(first, state, since);
      if (held === 'nobody') tell(others, state, since);
    });
    api.subscribe = listenIn(others);
    return start;
  });
  const release = (): void => {
    if (told === null) return;
    const before = told.state;
    told = null;
    tell(first, useStore.getState(), before);
    tell(others, useStore.getState(), before);
  };
  const hold =
    (whom: 'others' | 'all') =>
    (change: () => void, later: Later): void => {
      held = whom;
      try {
        change();
      } finally {
        held = 'nobody';
      }
      if (told !== null) later(release);
    };

  return {
    useStore,
    first: {
      getState: useStore.getState,
      getInitialState: useStore.getInitialState,
      subscribe: listenIn(first),
    },
    drawLater: hold('all'),
    drawFirst: hold('others'),
  };
}
