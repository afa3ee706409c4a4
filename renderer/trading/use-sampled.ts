import { useEffect, useState } from 'react';

/** A store as zustand makes it, as far as sampling needs it. */
interface Readable<State> {
  getState(): State;
  subscribe(listener: () => void): () => void;
}

/**
 * A value of a store, at most once in `everyMs`: for figures that a person reads, where each quote
 * of a busy market would cost a render and be gone before it is seen. The last change always shows.
 */
export function useSampled<State, Value>(
  store: Readable<State>,
  select: (state: State) => Value,
  everyMs: number,
): Value {
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const take = (): void => {
      timer = null;
      setValue(() => select(store.getState()));
    };
    take();
    const stop = store.subscribe(() => {
      timer ??= setTimeout(take, everyMs);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store, select, everyMs]);
  return value;
}
