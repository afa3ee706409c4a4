/** Words on how fresh market data is. */
export const feedStateText = {
  stale: (age: string) => `Stale ${age}`,
  staleTitle: 'No connection to the engine: these are the last values received',
  paused: 'Paused',
  pausedTitle: 'The market data source is paused',
  silent: 'No data',
  silentTitle: 'A drill has stopped market data: these are the last values received',
  ended: 'Ended',
  endedTitle: 'The recording has ended',
  failed: 'Source failed',
} as const;
