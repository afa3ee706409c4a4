import { describe, expect, it } from 'vitest';
import { LogAge } from '../../../engine/host/log-age.ts';

const MB = 1_000_000;

describe('the age of the log', () => {
  const started = () => {
    let nowUs = 0;
    const age = new LogAge(() => nowUs);
    const look = (s: number, bytes: number): number => {
      nowUs = s * 1_000_000;
      age.look(bytes);
      return age.seconds;
    };
    return { age, look };
  };

  it('is counted from when it was last moved', () => {
    const { age, look } = started();
    look(10, 0.1 * MB);
    expect(look(40, 30 * MB)).toBe(30);
    expect(look(50, 60 * MB)).toBe(40);
    // What was committed meanwhile stayed behind.
    expect(look(52, 5 * MB)).toBe(0);
    expect(look(60, 9 * MB)).toBe(8);
    expect(age.waitingBytes).toBe(9 * MB);
  });

  it('is nothing while next to nothing waits', () => {
    const { look } = started();
    expect(look(3_600, 0.2 * MB)).toBe(0);
  });

  it('goes on while only a part can be moved', () => {
    const { look } = started();
    look(0, 40 * MB);
    expect(look(30, 70 * MB)).toBe(30);
    expect(look(31, 60 * MB)).toBe(31);
  });
});
