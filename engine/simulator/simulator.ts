/**
 * A simulated market: every instrument has its own population of traders (`InstrumentMarket`) and
 * its own random arrivals, one market factor moves all of them, and their orders go through the same
 * matching engine as the trader's. The same seed and the same calls give the same market.
 */
import { assertNever } from '../domain/assert.ts';
import { US_PER_MS, US_PER_SECOND } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { PaceAction, SourceStatus } from '../contract/messages.ts';
import type { HouseMarket, MarketDrill, MarketSource } from '../ports.ts';
import { Arrivals } from './arrivals.ts';
import type { SimulatedInstrument } from './catalogue.ts';
import { Drills } from './drills.ts';
import { MarketFactor } from './fair-value.ts';
import { InstrumentMarket } from './instrument-market.ts';
import { Pace } from './pace.ts';
import { Random } from './random.ts';

export interface SimulatorOptions {
  readonly seed: number;
  readonly instruments: readonly SimulatedInstrument[];
  /** Wall time of the first event at the earliest. */
  readonly startUs: TimeUs;
  /** Last trades by symbol, which go before the catalogue's prices. */
  readonly startPrices?: ReadonlyMap<string, number>;
  /** Multiplies every instrument's events a second; 1 when left out. */
  readonly pace?: number;
}

/** Speed that 0, "as fast as it goes", means here; a simulation has no end to run to. */
const SPEED_MAX = 1_000;
/** Fair values move in steps no shorter than this, which is cheaper than at each event of a burst. */
const FAIR_STEP_US = 5 * US_PER_MS;

/** A market that starts at `startUs`; its books are filled by the first `advance`. */
export function createSimulator(options: SimulatorOptions): MarketSource {
  return new Simulator(options);
}

class Simulator implements MarketSource {
  readonly instruments: MarketSource['instruments'];
  private readonly random: Random;
  private readonly factor = new MarketFactor();
  private readonly markets: readonly InstrumentMarket[];
  private readonly specs: readonly SimulatedInstrument[];
  private readonly arrivals: readonly Arrivals[];
  /** Own time of each instrument's next event and of its last move of fair value. */
  private readonly nextUs: Float64Array;
  private readonly movedUs: Float64Array;
  private factorMovedUs = 0;
  private readonly pace: Pace;
  private readonly drills: Drills;
  private speed = 1;
  private isOpen = false;
  private isPaused = false;
  private stepsLeft = 0;
  private eventsDone = 0;

  constructor(options: SimulatorOptions) {
    const { instruments, seed, startPrices, pace = 1 } = options;
    this.instruments = instruments.map((spec) => spec.instrument);
    this.random = new Random(seed);
    this.specs = instruments;
    this.markets = instruments.map((spec, index) => {
      const last = startPrices?.get(spec.instrument.symbol);
      const random = new Random(seed + 7_919 * (index + 1));
      return new InstrumentMarket(spec, index, last ?? spec.startPriceTicks, random);
    });
    this.arrivals = instruments.map((spec) => new Arrivals(spec.eventsPerS * pace));
    this.nextUs = new Float64Array(instruments.length);
    this.movedUs = new Float64Array(instruments.length);
    for (let i = 0; i < instruments.length; i += 1) this.schedule(i, 0);
    this.pace = new Pace(options.startUs, this.speed);
    this.drills = new Drills(this.pace, (us) => this.pace.change(us, this.effectiveSpeed()));
  }

  marketUs(wallUs: TimeUs): TimeUs {
    return wallUs;
  }

  advance(
    wallUs: TimeUs,
    eventsMax: number,
    market: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number {
    if (!this.isOpen) this.open(wallUs, market, setTime);
    const { silentFromUs } = this.drills;
    // What was due before the silence belongs before it, however late it is asked for.
    let events =
      silentFromUs === null ? 0 : this.applyUpTo(silentFromUs, eventsMax, market, setTime);
    if (events === eventsMax) return events;
    this.drills.runOut(wallUs, (seconds) => this.moveUnseen(seconds));
    if (this.drills.silentFromUs !== null) return events;
    if (this.isPaused) return this.step(wallUs, eventsMax, market, setTime);
    const dueUs = this.pace.dueUs(wallUs, this.nextUs[this.earliest()] ?? 0);
    events += this.applyUpTo(dueUs, eventsMax - events, market, setTime);
    return events;
  }

  drill(action: MarketDrill, wallUs: TimeUs): void {
    const nextUs = this.nextUs[this.earliest()] ?? 0;
    this.drills.start(action, wallUs, this.isPaused ? nextUs : this.pace.ownAt(wallUs));
  }

  control(action: PaceAction, wallUs: TimeUs): void {
    switch (action.kind) {
      case 'pause':
        this.isPaused = true;
        return;
      case 'resume':
        this.stepsLeft = 0;
        if (this.isPaused) this.pace.anchor(wallUs, this.nextUs[this.earliest()] ?? 0);
        this.isPaused = false;
        return;
      case 'step':
        this.isPaused = true;
        this.stepsLeft += action.events;
        return;
      case 'speed':
        this.speed = action.speed;
        this.pace.change(wallUs, this.effectiveSpeed());
        return;
      default:
        assertNever(action, 'source action');
    }
  }

  status(wallUs: TimeUs): SourceStatus {
    return {
      kind: 'simulator',
      label: 'Simulated market',
      state: this.state(),
      speed: this.speed,
      marketUs: wallUs,
      eventsDone: this.eventsDone,
      eventsTotal: 0,
      problem: '',
      drills: this.drills.status(),
      feed: null,
    };
  }

  private open(wallUs: TimeUs, market: HouseMarket, setTime: (us: TimeUs) => void): void {
    setTime(wallUs);
    for (const instrument of this.markets) instrument.open(market);
    this.pace.anchor(wallUs, 0);
    this.isOpen = true;
  }

  private state(): SourceStatus['state'] {
    if (this.drills.silentFromUs !== null) return 'disconnected';
    return this.isPaused ? 'paused' : 'running';
  }

  private effectiveSpeed(): number {
    const speed = this.speed === 0 ? SPEED_MAX : this.speed;
    return Math.min(SPEED_MAX, speed * this.drills.factor);
  }

  /** Prices after so many seconds in which nobody saw them. */
  private moveUnseen(seconds: number): void {
    const ownSeconds = seconds * this.effectiveSpeed();
    this.factor.advance(ownSeconds, this.random);
    for (const market of this.markets) market.moveFair(ownSeconds, this.factor.log);
  }

  /** The gaps that are due at this own time. */
  private gap(ownUs: number, market: HouseMarket, setTime: (us: TimeUs) => void): void {
    if (ownUs < this.drills.nextGapUs) return;
    for (const { symbol, share, atOwnUs } of this.drills.takeGaps(ownUs)) {
      setTime(this.pace.wallAt(atOwnUs));
      this.specs.forEach(({ instrument, marketBeta }, i) => {
        if (symbol === null) this.markets[i]?.gap(market, share * marketBeta);
        else if (instrument.symbol === symbol) this.markets[i]?.gap(market, share);
      });
    }
  }

  private step(
    wallUs: TimeUs,
    eventsMax: number,
    market: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number {
    const events = Math.min(eventsMax, this.stepsLeft);
    for (let done = 0; done < events; done += 1) {
      setTime(wallUs);
      const i = this.earliest();
      this.gap(this.nextUs[i] ?? 0, market, () => undefined);
      this.apply(i, market);
    }
    this.stepsLeft -= events;
    return events;
  }

  /** Applies what is due up to an own time, at most `eventsMax` events; returns how many. */
  private applyUpTo(
    dueUs: number,
    eventsMax: number,
    market: HouseMarket,
    setTime: (us: TimeUs) => void,
  ): number {
    let events = 0;
    let i = this.earliest();
    while (events < eventsMax && (this.nextUs[i] ?? 0) <= dueUs) {
      const nextUs = this.nextUs[i] ?? 0;
      this.gap(nextUs, market, setTime);
      setTime(this.pace.wallAt(nextUs));
      this.apply(i, market);
      events += 1;
      i = this.earliest();
    }
    if (events < eventsMax) this.gap(dueUs, market, setTime);
    return events;
  }

  /** A scan: of 14 numbers it is cheaper than keeping a heap in order. */
  private earliest(): number {
    const { nextUs } = this;
    let earliest = 0;
    for (let i = 1; i < nextUs.length; i += 1) {
      if ((nextUs[i] ?? 0) < (nextUs[earliest] ?? 0)) earliest = i;
    }
    return earliest;
  }

  private apply(i: number, market: HouseMarket): void {
    const nowUs = this.nextUs[i] ?? 0;
    const instrument = this.markets[i];
    if (instrument === undefined) return;
    if (nowUs - this.factorMovedUs >= FAIR_STEP_US) {
      this.factor.advance((nowUs - this.factorMovedUs) / US_PER_SECOND, this.random);
      this.factorMovedUs = nowUs;
    }
    const sinceUs = nowUs - (this.movedUs[i] ?? 0);
    if (sinceUs >= FAIR_STEP_US) {
      instrument.moveFair(sinceUs / US_PER_SECOND, this.factor.log);
      this.movedUs[i] = nowUs;
    }
    instrument.act(market);
    this.schedule(i, nowUs);
    this.eventsDone += 1;
  }

  private schedule(i: number, nowUs: number): void {
    const briskness = this.markets[i]?.fair.briskness ?? 1;
    const gapUs = this.arrivals[i]?.nextGapUs(briskness, this.random) ?? Infinity;
    this.nextUs[i] = nowUs + gapUs;
  }
}
