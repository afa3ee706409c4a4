/** Where an Alpaca environment is, and with what it is entered. */

export type { VenueKeys as AlpacaKeys } from '../domain/venue-keys.ts';

/** Runs something later; a test may use a clock of its own. */
export interface Timers {
  /** Returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The process's own timers. */
export const SYSTEM_TIMERS: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Addresses of one environment, without a path and without a slash at the end. */
export interface AlpacaHosts {
  /** REST of account and orders. */
  readonly trading: string;
  /** Socket of order updates. */
  readonly tradingStream: string;
  /** REST of market data. */
  readonly data: string;
  /** Socket of market data. */
  readonly dataStream: string;
}

/** Source: Alpaca's documentation; market data is the same for both. */
export const ALPACA_HOSTS: Readonly<Record<'alpaca-paper' | 'alpaca-live', AlpacaHosts>> = {
  'alpaca-paper': {
    trading: 'https://paper-api.alpaca.markets',
    tradingStream: 'wss://paper-api.alpaca.markets',
    data: 'https://data.alpaca.markets',
    dataStream: 'wss://stream.data.alpaca.markets',
  },
  'alpaca-live': {
    trading: 'https://api.alpaca.markets',
    tradingStream: 'wss://api.alpaca.markets',
    data: 'https://data.alpaca.markets',
    dataStream: 'wss://stream.data.alpaca.markets',
  },
};
