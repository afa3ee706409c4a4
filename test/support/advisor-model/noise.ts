/** Chance for the model of telemetry: seeded, and shaped like what machines do. */

export class Noise {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761 + 1) >>> 0;
  }

  /** 0 up to 1 (mulberry32). */
  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Between both, evenly in the logarithm. */
  scale(low: number, high: number): number {
    return Math.exp(this.between(Math.log(low), Math.log(high)));
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Median 1, with this standard deviation of the logarithm. */
  factor(sigma: number): number {
    return Math.exp(sigma * this.normal());
  }

  chance(share: number): boolean {
    return this.uniform() < share;
  }

  /** How often something happens that happens `mean` times on average. */
  poisson(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const least = Math.exp(-mean);
    let product = this.uniform();
    let count = 0;
    while (product > least) {
      product *= this.uniform();
      count += 1;
    }
    return count;
  }
}

/** A logarithm that wanders around 0 and comes back: Ornstein-Uhlenbeck, one step a second. */
export class Wander {
  #value: number;
  readonly #noise: Noise;
  readonly #sigma: number;
  readonly #backS: number;

  /** `sigma`: how far it is away as a rule; `backS`: seconds that it takes to come back. */
  constructor(noise: Noise, sigma: number, backS: number) {
    this.#noise = noise;
    this.#sigma = sigma;
    this.#backS = backS;
    this.#value = sigma * noise.normal();
  }

  next(): number {
    const keep = Math.exp(-1 / this.#backS);
    this.#value =
      keep * this.#value + this.#sigma * Math.sqrt(1 - keep * keep) * this.#noise.normal();
    return Math.exp(this.#value);
  }
}
