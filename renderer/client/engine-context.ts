import { createContext, useContext } from 'react';
import type { EngineClient } from './engine-client.ts';

/** Carries the page's client to its panels; set once in main.tsx. */
export const EngineContext = createContext<EngineClient | null>(null);

/** The page's client. Throws outside of the provider, which is a fault of the program. */
export function useEngine(): EngineClient {
  const client = useContext(EngineContext);
  if (client === null) throw new Error('useEngine is called outside of EngineContext');
  return client;
}
