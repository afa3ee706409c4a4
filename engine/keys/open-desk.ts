/** Makes a host's desk from its files and its environment. */
import { join } from 'node:path';
import type { SourceOptions } from '../supervision/host-messages.ts';
import { readChoice, writeChoice } from './choice-file.ts';
import { environmentKeys } from './environment-keys.ts';
import { firstMarket } from './first-market.ts';
import type { MarketWords } from './first-market.ts';
import { HostDesk } from './host-desk.ts';
import type { HostDeskParts } from './host-desk.ts';
import { hostsFrom } from './hosts.ts';
import { checkKeys } from './key-check.ts';
import type { Cipher } from './key-file.ts';
import { KeyRing } from './key-ring.ts';

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
  const replay: SourceOptions | null =
    words.replayFile === null
      ? null
      : { kind: 'replay', file: words.replayFile, speed, fillModel: words.fillModel };
  return new HostDesk({
    host: options.host,
    ring,
    check: (venue, keys) => checkKeys(venue, keys, hosts[venue]),
    market: firstMarket(words, readChoice(choiceFile)),
    simulator: options.simulator,
    replay,
    remember: (market) => {
      // The recording is named by a command line, which the next start does not have.
      if (market.source.kind !== 'replay') writeChoice(choiceFile, market);
    },
    restart: options.restart,
  });
}
