/**
 * Seeded chance of the simulator: xorshift128 (G. Marsaglia, "Xorshift RNGs", 2003) with a mixed
 * seed, so that neighbouring seeds start far apart. Same seed, same numbers, on every machine.
 */
export class Random {
  private x: number;
  private y: number;
  private z: number;
  private w: number;

  /** Any integer; its lowest 32 bits count. */
  constructor(seed: number) {
    let state = seed >>> 0;
    const word = (): number => {
      state = (state + 0x9e3779b9) >>> 0;
      let mixed = state;
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      return mixed ^ (mixed >>> 16);
    };
    this.x = word();
    this.y = word();
    this.z = word();
    // The generator must not be all zeros; a set bit in one word excludes it.
    this.w = word() | 1;
  }

  /** Uniform in [0, 1), with 32 random bits. */
  uniform(): number {
    const t = this.x ^ (this.x << 11);
    this.x = this.y;
    this.y = this.z;
    this.z = this.w;
    this.w = this.w ^ (this.w >>> 19) ^ t ^ (t >>> 8);
    return (this.w >>> 0) / 4_294_967_296;
  }

  /** Uniform integer in [0, n), n >= 1. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(1 - this.uniform());
  }

  /** Nearly standard normal: the sum of six uniforms, scaled; never beyond 4.3. */
  normal(): number {
    const sum =
      this.uniform() +
      this.uniform() +
      this.uniform() +
      this.uniform() +
      this.uniform() +
      this.uniform();
    return (sum - 3) * Math.SQRT2;
  }

  /** Geometric on 1, 2, 3, ... with the given mean >= 1. */
  geometric(mean: number): number {
    if (mean <= 1) return 1;
    return 1 + Math.floor(Math.log(1 - this.uniform()) / Math.log(1 - 1 / mean));
  }
}
