import { cryptoPair, usEquity } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';

/** What the simulated market trades, and how. */
export interface SimulatedInstrument {
  readonly instrument: Instrument;
  /** Price to start from when the store knows no last trade. */
  readonly startPriceTicks: number;
  /** Mean of orders, cancels, changes and takes a second at speed 1. */
  readonly eventsPerS: number;
  /** Usual distance between best bid and ask, in price steps (cents from $1 up). */
  readonly spreadSteps: number;
  /** Lots of one unit of the calibrated sizes. */
  readonly sizeLots: number;
  /** Standard deviation of a day's return that is the instrument's own. */
  readonly ownVolatility: number;
  /** How far it follows the market's return. */
  readonly marketBeta: number;
}

const CENT_TICKS = 100;

type Flow = Pick<SimulatedInstrument, 'eventsPerS' | 'spreadSteps' | 'sizeLots'>;
type Risk = Pick<SimulatedInstrument, 'ownVolatility' | 'marketBeta'>;

function entry(
  symbol: string,
  name: string,
  dollars: number,
  flow: Flow,
  risk: Risk,
): SimulatedInstrument {
  const startPriceTicks = Math.round(dollars * 100) * CENT_TICKS;
  return { instrument: usEquity(symbol, name), startPriceTicks, ...flow, ...risk };
}

/** A dear share, which trades in hundredths; its sizes are in these. */
function dearShare(
  symbol: string,
  name: string,
  dollars: number,
  flow: Flow,
  risk: Risk,
): SimulatedInstrument {
  return { ...entry(symbol, name, dollars, flow, risk), instrument: usEquity(symbol, name, 2) };
}

function coin(
  symbol: string,
  name: string,
  price: { readonly dollars: number; readonly stepCents: number },
  flow: Flow,
  risk: Risk,
): SimulatedInstrument {
  const instrument = cryptoPair(symbol, name, price.stepCents);
  return { instrument, startPriceTicks: Math.round(price.dollars * 100), ...flow, ...risk };
}

const flow = (eventsPerS: number, spreadSteps: number, sizeLots: number) => ({
  eventsPerS,
  spreadSteps,
  sizeLots,
});
const risk = (ownVolatility: number, marketBeta: number) => ({ ownVolatility, marketBeta });

/** The default market: large US stocks, index funds and two coins. Prices are invented, of 2026's magnitude. */
export const CATALOGUE: readonly SimulatedInstrument[] = [
  entry('AAPL', 'Apple Inc.', 268.4, flow(22, 1, 100), risk(0.0055, 1.05)),
  entry('MSFT', 'Microsoft Corporation', 512.6, flow(14, 3, 50), risk(0.005, 1)),
  entry('NVDA', 'NVIDIA Corporation', 186.2, flow(30, 1, 100), risk(0.0095, 1.6)),
  entry('TSLA', 'Tesla, Inc.', 431.8, flow(22, 3, 60), risk(0.0135, 1.7)),
  entry('AMZN', 'Amazon.com, Inc.', 229.7, flow(15, 1, 100), risk(0.0065, 1.2)),
  entry('META', 'Meta Platforms, Inc.', 684.3, flow(11, 6, 40), risk(0.0075, 1.2)),
  entry('GOOGL', 'Alphabet Inc. Class A', 292.1, flow(12, 2, 80), risk(0.0065, 1.1)),
  entry('AMD', 'Advanced Micro Devices, Inc.', 214.5, flow(13, 2, 80), risk(0.0115, 1.7)),
  entry('NFLX', 'Netflix, Inc.', 108.9, flow(8, 2, 80), risk(0.0075, 1)),
  entry('JPM', 'JPMorgan Chase & Co.', 311.4, flow(6, 4, 40), risk(0.0045, 0.9)),
  entry('F', 'Ford Motor Company', 13.4, flow(5, 1, 600), risk(0.007, 1)),
  entry('SPY', 'SPDR S&P 500 ETF Trust', 684.9, flow(30, 1, 150), risk(0.00025, 1)),
  entry('QQQ', 'Invesco QQQ Trust', 618.2, flow(20, 1, 100), risk(0.0015, 1.2)),
  entry('IWM', 'iShares Russell 2000 ETF', 246.3, flow(10, 1, 120), risk(0.0025, 1.15)),
  dearShare('COST', 'Costco Wholesale Corporation', 915.2, flow(4, 8, 3_000), risk(0.005, 0.8)),
  coin(
    'BTC/USD',
    'Bitcoin',
    { dollars: 92_400, stepCents: 100 },
    flow(10, 6, 100),
    risk(0.018, 0.8),
  ),
  coin('ETH/USD', 'Ether', { dollars: 3_120, stepCents: 10 }, flow(6, 4, 2_500), risk(0.024, 1)),
];
