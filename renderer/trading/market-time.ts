import { useSource } from '../stores/market.ts';

const US_PER_MS = 1_000;

/** Time of the market in microseconds: that of the recording in a replay, the wall clock's else. */
export function marketNowUs(): number {
  const status = useSource.getState().status;
  return status?.kind === 'replay' ? status.marketUs : Date.now() * US_PER_MS;
}
