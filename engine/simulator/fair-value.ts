import type { Random } from './random.ts';

const S_PER_DAY = 86_400;
/** Standard deviation of a day's return of the market as a whole. */
export const MARKET_VOLATILITY = 0.0045;
/** Time over which calm and restless phases fade, in seconds. */
const MOOD_FADE_S = 180;
/** Standard deviation of the logarithm of volatility: restless is about four times calm. */
const MOOD_SPREAD = 0.65;
/** What keeps the mean square of the factor at what it was with calmer moods (1.28). */
const MOOD_LEVEL = 0.1225 - MOOD_SPREAD ** 2;

/** Volatility clusters: a factor around 1 whose logarithm wanders and is pulled back. */
export class Mood {
  private log = 0;

  /** The factor after another `seconds`. */
  advance(seconds: number, random: Random): number {
    const fade = Math.exp(-seconds / MOOD_FADE_S);
    this.log = this.log * fade + MOOD_SPREAD * Math.sqrt(1 - fade * fade) * random.normal();
    return Math.exp(MOOD_LEVEL + this.log);
  }
}

/** Mean of the square root of the factor. */
const MOOD_ROOT_MEAN = Math.exp(MOOD_LEVEL / 2 + MOOD_SPREAD ** 2 / 8);

/** What all instruments have in common: the logarithm of an index, a random walk with moods. */
export class MarketFactor {
  log: number = 0;
  private readonly mood = new Mood();

  advance(seconds: number, random: Random): void {
    const deviation = MARKET_VOLATILITY * Math.sqrt(seconds / S_PER_DAY);
    this.log += deviation * this.mood.advance(seconds, random) * random.normal();
  }
}

/** What an instrument is worth by its traders' common opinion, which no one of them shows. */
export class FairValue {
  /** Not rounded to a price step. */
  ticks: number;
  /** Restlessness now, around 1. */
  restlessness: number = 1;
  private readonly mood = new Mood();
  private readonly ownVolatility: number;
  private readonly marketBeta: number;
  private marketLogSeen = 0;
  private readonly lowestTicks: number;
  private readonly highestTicks: number;

  /** Stays within a thirtieth and thirty times of its start, and above `floorTicks`. */
  constructor(startTicks: number, floorTicks: number, ownVolatility: number, marketBeta: number) {
    this.ticks = startTicks;
    this.ownVolatility = ownVolatility;
    this.marketBeta = marketBeta;
    this.lowestTicks = Math.max(floorTicks, startTicks / 30);
    this.highestTicks = startTicks * 30;
  }

  /** How much brisker than on average trading is: 1 on average, less so than prices are restless. */
  get briskness(): number {
    return Math.sqrt(this.restlessness) / MOOD_ROOT_MEAN;
  }

  advance(seconds: number, marketLog: number, random: Random): void {
    this.restlessness = this.mood.advance(seconds, random);
    const deviation = this.ownVolatility * Math.sqrt(seconds / S_PER_DAY) * this.restlessness;
    const marketReturn = this.marketBeta * (marketLog - this.marketLogSeen);
    this.marketLogSeen = marketLog;
    this.moveTo(this.ticks * (1 + marketReturn + deviation * random.normal()));
  }

  /** Everybody changes the opinion at once, by this share of it. */
  jump(share: number): void {
    this.moveTo(this.ticks * (1 + share));
  }

  /** Draws the opinion a little towards what was paid. */
  follow(lastTradeTicks: number, share: number): void {
    this.moveTo(this.ticks + (lastTradeTicks - this.ticks) * share);
  }

  private moveTo(ticks: number): void {
    this.ticks = Math.min(this.highestTicks, Math.max(this.lowestTicks, ticks));
  }
}
