/** Marsaglia's xorshift128, seeded as workload version 1 specifies; not for the engine. */
export class Xorshift128 {
  private x: number;
  private y: number;
  private z: number;
  private w: number;

  /** `seed` is an unsigned 32-bit integer. */
  constructor(seed: number) {
    let state = seed;
    const word = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let r = state;
      r = Math.imul(r ^ (r >>> 16), 0x85ebca6b);
      r = Math.imul(r ^ (r >>> 13), 0xc2b2ae35);
      return r ^ (r >>> 16);
    };
    this.x = word();
    this.y = word();
    this.z = word();
    this.w = word();
  }

  /** An integer from 0 to n - 1: the high word of the product with the next 32 bits. */
  below(n: number): number {
    const t = this.x ^ (this.x << 11);
    this.x = this.y;
    this.y = this.z;
    this.z = this.w;
    this.w = this.w ^ (this.w >>> 19) ^ t ^ (t >>> 8);
    return Math.floor(((this.w >>> 0) * n) / 2 ** 32);
  }
}
