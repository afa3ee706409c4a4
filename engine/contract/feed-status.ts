/** The connection to a real market, as its users see it. Counts are since the engine started. */
export interface FeedStatus {
  /** Name of the feed: `iex`, `sip`, `delayed_sip`, `test`. */
  readonly feed: string;
  /** `waiting`: for the next attempt; `stopped`: until the user has changed something. */
  readonly state: 'idle' | 'connecting' | 'authenticating' | 'live' | 'waiting' | 'stopped';
  /** The venue's number of the last fault; 0 when there is none, or where it has no number. */
  readonly faultCode: number;
  /** Attempts to connect since it was live. */
  readonly attempts: number;
  /** Wait before the next attempt, in milliseconds; 0 when none is due. */
  readonly retryInMs: number;
  /** Symbols whose data comes, and those that could not be had with the venue's number for why. */
  readonly followed: number;
  readonly refused: readonly { readonly symbol: string; readonly code: number }[];
  /** Times that the connection was lost. */
  readonly losses: number;
  /** Frames that wait to be decoded, at most and at their most. */
  readonly queueLength: number;
  readonly queueBound: number;
  readonly queueDeepest: number;
  readonly messages: number;
  /** Quotes that a newer one took the place of while the queue was behind. */
  readonly conflated: number;
  /** Messages of unknown types, and those that are not what they should be. */
  readonly unknown: number;
  readonly invalid: number;
  /** From the socket to being applied, of the newest frame. */
  readonly lagUs: number;
  /** Since the newest frame, in milliseconds; 0 when none has come yet. */
  readonly quietMs: number;
  /** Requests over REST: how many a minute are allowed, left now, and wait. */
  readonly budget: FeedBudget;
  /** What has gone wrong since the start, newest first, a bounded number. */
  readonly faults: readonly FeedFault[];
  /** Stretches of time whose bars are not there yet. */
  readonly gaps: readonly { readonly fromUs: number; readonly toUs: number }[];
}

/** How many requests may still be sent. */
export interface FeedBudget {
  readonly limit: number;
  readonly left: number;
  readonly waiting: number;
  readonly waitingBound: number;
  /** How long nothing is sent, because Alpaca has said so; 0 when it is free. */
  readonly blockedForMs: number;
  /** Requests that Alpaca has refused as too many. */
  readonly refusals: number;
}

/** Something that has gone wrong, however often in a row. */
export interface FeedFault {
  /** The stream, or requests over REST. */
  readonly part: 'stream' | 'rest';
  /** The stream's number, or the HTTP status; 0 where there was no answer or we noticed ourselves. */
  readonly code: number;
  /** One sentence. */
  readonly text: string;
  readonly firstUs: number;
  readonly lastUs: number;
  readonly times: number;
}
