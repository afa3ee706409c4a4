/**
 * What Alpaca's data stream can complain of, in a plain sentence, and how it is answered. Source:
 * Alpaca's real-time data documentation and its official clients.
 */

/**
 * `stop`: nothing is tried again until the user has changed something. `retry`: the usual back-off.
 * `retry_slowly`: another session holds the connection, so attempts are rare. `keep`: the connection
 * goes on, a request was not carried out.
 */
export type StreamReaction = 'stop' | 'retry' | 'retry_slowly' | 'keep';

export interface StreamFault {
  /** Alpaca's number; 0 where we noticed ourselves. */
  readonly code: number;
  /** What has happened and what to do, as a user is told. */
  readonly sentence: string;
  readonly reaction: StreamReaction;
}

const FAULTS: ReadonlyMap<number, Omit<StreamFault, 'code'>> = new Map([
  [
    400,
    { reaction: 'keep', sentence: 'Alpaca did not understand a request; it was not carried out.' },
  ],
  [401, { reaction: 'retry', sentence: 'Alpaca asked for the keys again; connecting anew.' }],
  [
    402,
    {
      reaction: 'stop',
      sentence: 'Alpaca does not accept these keys. Check key and secret in the settings.',
    },
  ],
  [403, { reaction: 'keep', sentence: 'Alpaca had accepted the keys already.' }],
  [404, { reaction: 'retry', sentence: 'Alpaca got no keys in time; connecting anew.' }],
  [
    405,
    {
      reaction: 'keep',
      sentence: 'Your plan has no room for more symbols; those beyond its limit are not followed.',
    },
  ],
  [
    406,
    {
      reaction: 'retry_slowly',
      sentence:
        'Another program holds the one connection of your account. Close it; trying again now and then.',
    },
  ],
  [407, { reaction: 'keep', sentence: 'Alpaca says that we read too slowly.' }],
  [408, { reaction: 'stop', sentence: 'This data feed is not enabled for your account.' }],
  [
    409,
    {
      reaction: 'stop',
      sentence: 'Your plan does not include this feed. Choose the feed "iex" in the settings.',
    },
  ],
  [410, { reaction: 'keep', sentence: 'This feed does not offer something that was asked for.' }],
  [
    411,
    {
      reaction: 'stop',
      sentence: 'The access token lacks the right to market data. Use keys that have it.',
    },
  ],
  [412, { reaction: 'stop', sentence: 'This feed only speaks MessagePack. Choose that encoding.' }],
  [413, { reaction: 'keep', sentence: 'This feed does not offer all symbols at once.' }],
  [500, { reaction: 'retry', sentence: 'Alpaca has an internal error; connecting anew.' }],
]);

/** The fault of a code; one that is not known is told in Alpaca's words and tried again. */
export function streamFault(code: number, message: string): StreamFault {
  const known = FAULTS.get(code);
  if (known !== undefined) return { code, ...known };
  const sentence = `Alpaca reports error ${String(code)}: ${message.slice(0, 200)}`;
  return { code, reaction: 'retry', sentence };
}

/** A fault that we noticed ourselves: no answer, a silent or closed connection. */
export function ownFault(sentence: string): StreamFault {
  return { code: 0, reaction: 'retry', sentence };
}
