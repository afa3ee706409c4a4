/**
 * How the served terminal starts Node for its engine. Measured after 20 s with the default workspace's
 * subscriptions, Node 24 from source, resident: 241 MB without any of this, 192 MB with compiled code
 * kept. Kept code spares each of the four threads the compiler that takes the types out of the
 * sources; it is there after the first run that ends well.
 */
import { join } from 'node:path';

/**
 * Size in MB of each half of V8's young generation. The engine makes little garbage: with V8's own 16
 * its threads hold more, and each pause is longer. With 2, what a turn makes outlives too many
 * collections: at 1,000 orders/s and 10,000 events/s 296 MB were resident, and 251 MB with 4.
 */
const YOUNG_SPACE_MB = 4;
/** Arenas of glibc's allocator, which makes one a thread; what they have freed stays theirs. */
const ARENAS_MAX = 2;

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
      ...environment,
    },
  };
}
