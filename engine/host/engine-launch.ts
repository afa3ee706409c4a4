/**
 * How the served terminal starts Node for its engine. Kept code spares each of the four threads the compiler
 * of what it loads, and, from sources, the one that takes the types out of them; it is there after the
 * first run that ends well. What it all takes: `npm run bench -- memory`.
 */
import { join } from 'node:path';

/**
 * Size in MB of each half of the young generation of the engine's main thread; the others have limits of their
 * own. The engine makes little garbage: with V8's own 16 it holds more, and each pause is longer. With 2, what
 * a turn makes outlives too many collections: at 1,000 orders/s and 10,000 events/s 296 MB were resident,
 * and 251 MB with 4.
 */
const YOUNG_SPACE_MB = 4;
/** Arenas of glibc's allocator, which makes one a thread; what they have freed stays theirs. */
const ARENAS_MAX = 2;
/**
 * Bytes from which the allocator gives pages of their own, which go back to the system when they are
 * freed and cost nothing until something is written to them: the rings of bars are such. By itself it raises
 * this with all that is freed, up to 32 MB. Above the buffers of files and sockets, which come and go.
 */
const OWN_PAGES_FROM = 81_920;

/** Arguments and variables of the engine's process; what `environment` sets already is left. */
export function engineLaunch(
  dataFolder: string,
  environment: Readonly<NodeJS.ProcessEnv>,
): { readonly execArgv: string[]; readonly env: NodeJS.ProcessEnv } {
  return {
    execArgv: [`--max-semi-space-size=${String(YOUNG_SPACE_MB)}`],
    env: {
      // In the data folder, where nobody else can put code.
      NODE_COMPILE_CACHE: join(dataFolder, 'compiled'),
      MALLOC_ARENA_MAX: String(ARENAS_MAX),
      MALLOC_MMAP_THRESHOLD_: String(OWN_PAGES_FROM),
      ...environment,
    },
  };
}
