/** Imports a file and ends itself as by kill -9 at a given moment of the writing; started by a test. */
import { importFile } from '../../../engine/host/import/import-file.ts';
import { TRADED } from '../../support/traded-history.ts';
import { NOW_MS, OWN } from './importing.ts';

const [, , dataFolder = '', file = '', killAt = '0'] = process.argv;
let looks = 0;

await importFile({
  dataFolder,
  venue: 'local',
  instruments: () => TRADED,
  file,
  content: OWN,
  nowMs: NOW_MS,
  decide: () => 'all_or_nothing',
  onProgress: (step) => {
    if (step !== 'writing') return;
    looks += 1;
    if (looks === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  },
});
