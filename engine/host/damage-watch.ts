import { tellsOfDamage } from '../store/store-fault.ts';
import type { StoreReaders } from '../store/readers.ts';

/**
 * The same readers, and `onDamage` once one of them has met a page that is not what was written: a page
 * of history that nobody had looked at for long.
 */
export function watchedReaders(
  readers: StoreReaders,
  onDamage: (problem: string) => void,
): StoreReaders {
  return {
    ...readers,
    async read(name, args) {
      try {
        return await readers.read(name, args);
      } catch (error) {
        if (error instanceof Error && tellsOfDamage(error.message)) onDamage(error.message);
        throw error;
      }
    },
  };
}
