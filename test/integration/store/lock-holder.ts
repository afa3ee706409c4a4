/** Takes a data folder and holds it until killed. */
import { lockDataFolder } from '../../../engine/store/store-lock.ts';

lockDataFolder(process.argv[2] ?? '');
process.stdout.write('held\n');
process.stdin.resume();
