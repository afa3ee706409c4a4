import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storeFolder } from '../../../engine/host/store-folder.ts';
import type { EngineStart, SourceOptions } from '../../../engine/supervision/host-messages.ts';

const DATA = join('/', 'data');

function folderOf(source: SourceOptions): string {
  // Nothing else of a start says where its store is.
  const start = { dataFolder: DATA, venue: 'local', source } as unknown as EngineStart;
  return storeFolder(start);
}

describe('the folder of a store', () => {
  it('is another for each recording that was chosen, and one for those of the command line', () => {
    const play = (file: string): string =>
      folderOf({ kind: 'replay', file, speed: 1, fillModel: 'queue' });
    expect(play('/elsewhere/es.csv')).toBe(join(DATA, 'replay'));
    expect(play(join(DATA, 'recordings', 'es.csv'))).toBe(
      join(DATA, 'replay', 'recordings', 'es.csv'),
    );
    expect(play(join(DATA, 'recordings', 'deeper', 'es.csv'))).toBe(join(DATA, 'replay'));
  });

  it('is never that of the simulator for a replay', () => {
    expect(folderOf({ kind: 'simulator', seed: 1, hours: 'always' })).toBe(DATA);
  });
});
