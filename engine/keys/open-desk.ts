/** Makes a host's desk from its files and its environment. */
import { join } from 'node:path';
import { readChoice, writeChoice } from './choice-file.ts';
import { environmentKeys } from './environment-keys.ts';
import { firstMarket } from './first-market.ts';
import type { MarketWords } from './first-market.ts';
import { HostDesk } from './host-desk.ts';
import type { HostDeskParts } from './host-desk.ts';
import { hostsFrom } from './hosts.ts';
import { RECORDING_FOLDER } from '../supervision/data-folder.ts';
import { checkKeys } from './key-check.ts';
import type { Cipher } from './key-file.ts';
import { KeyRing } from './key-ring.ts';
import { Recordings } from './recordings.ts';

/** The choice of a market, in the data folder. */
const CHOICE_FILE = 'market.json';

export interface DeskOptions {
  readonly host: HostDeskParts['host'];
  /** Absolute, and there. */
  readonly dataFolder: string;
  /** Absolute. */
  readonly keyFile: string;
  readonly cipher: Cipher | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly words: MarketWords;
  readonly simulator: HostDeskParts['simulator'];
  /** Of a replay. */
  readonly speed: number;
  readonly restart: HostDeskParts['restart'];
}

/** Rejects with an error with a sentence for a person when the environment is wrong. */
export async function openHostDesk(options: DeskOptions): Promise<HostDesk> {
  const { environment, words, speed } = options;
  const choiceFile = join(options.dataFolder, CHOICE_FILE);
  const hosts = {
    'alpaca-paper': hostsFrom(environment, 'alpaca-paper').trading,
    'alpaca-live': hostsFrom(environment, 'alpaca-live').trading,
  };
  const ring = await KeyRing.open({
    file: options.keyFile,
    cipher: options.cipher,
    environment: environmentKeys(environment),
  });
  const recordings = new Recordings(join(options.dataFolder, RECORDING_FOLDER), words.replayFile);
  return new HostDesk({
    host: options.host,
    ring,
    check: (venue, keys) => checkKeys(venue, keys, hosts[venue]),
    market: firstMarket(words, readChoice(choiceFile)),
    simulator: options.simulator,
    replay: { speed, fillModel: words.fillModel },
    recordings,
    remember: (market) => {
      const { source } = market;
      // A recording that a command line names the next start does not have.
      const isThere = source.kind !== 'replay' || recordings.isKept(source.recording ?? '');
      if (isThere) writeChoice(choiceFile, market);
    },
    restart: options.restart,
  });
}
