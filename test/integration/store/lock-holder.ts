/** Takes a data folder and holds it until killed; to be run with --expose-gc. */
import { lockDataFolder } from '../../../engine/store/store-lock.ts';

lockDataFolder(process.argv[2] ?? '');
process.stdin.resume();
setImmediate(() => {
  // A lock that hangs on a forgotten object would go with it.
  globalThis.gc?.();
  process.stdout.write('held\n');
});
