/** What is wrong with a feed and what to do about it, by the part that failed and its number. */
export interface FaultWords {
  /** Two or three words. */
  readonly short: string;
  /** What is the case, one sentence. */
  readonly head: string;
  /** What happens now, or what the user can do. */
  readonly next: string;
  /** `error`: it stays so until the user acts; `warn`: it goes on by itself. */
  readonly tone: 'warn' | 'error';
  /** Part of the connections where it is cured; null: nowhere. */
  readonly cure: 'keys' | 'market' | null;
}

/** Numbers of Alpaca's data stream. Source: its documentation of real-time data. */
const STREAM: Readonly<Record<number, FaultWords>> = {
  400: {
    short: 'Not understood',
    head: 'Alpaca did not understand a request.',
    next: 'It is left out; the rest goes on. Look at the symbols if one of them is unusual.',
    tone: 'warn',
    cure: 'market',
  },
  401: {
    short: 'Login again',
    head: 'Alpaca asked for the keys again.',
    next: 'The terminal connects anew by itself.',
    tone: 'warn',
    cure: null,
  },
  402: {
    short: 'Keys refused',
    head: 'Alpaca does not accept these keys.',
    next: 'Nothing is tried again until you enter other keys: the same ones would fail the same way.',
    tone: 'error',
    cure: 'keys',
  },
  403: {
    short: 'Login twice',
    head: 'Alpaca had accepted the keys already.',
    next: 'Nothing is lost; the connection goes on.',
    tone: 'warn',
    cure: null,
  },
  404: {
    short: 'No login',
    head: 'Alpaca got no keys in time.',
    next: 'The line is slow; the terminal connects anew by itself.',
    tone: 'warn',
    cure: null,
  },
  405: {
    short: 'Plan is full',
    head: 'Your plan has no room for more symbols.',
    next: 'Those beyond its limit are not followed: follow fewer, most important first.',
    tone: 'warn',
    cure: 'market',
  },
  406: {
    short: 'Line is taken',
    head: 'Another program holds the one connection of your account.',
    next: 'Close the other program. The terminal tries again now and then, by itself.',
    tone: 'warn',
    cure: null,
  },
  407: {
    short: 'Too slow',
    head: 'Alpaca says that this computer reads too slowly.',
    next: 'Follow fewer symbols, or close what keeps this computer busy.',
    tone: 'warn',
    cure: 'market',
  },
  408: {
    short: 'Not enabled',
    head: 'This feed is not enabled for your account.',
    next: 'Choose another feed.',
    tone: 'error',
    cure: 'market',
  },
  409: {
    short: 'Not in your plan',
    head: 'Your plan does not include this feed.',
    next: 'Choose the feed iex, which every plan has.',
    tone: 'error',
    cure: 'market',
  },
  410: {
    short: 'Not offered',
    head: 'This feed does not offer something that was asked for.',
    next: 'It is left out; the rest goes on.',
    tone: 'warn',
    cure: null,
  },
  411: {
    short: 'No right to data',
    head: 'The access token lacks the right to market data.',
    next: 'Enter keys that have it.',
    tone: 'error',
    cure: 'keys',
  },
  412: {
    short: 'Wrong encoding',
    head: 'This feed speaks another encoding.',
    next: 'Choose another feed.',
    tone: 'error',
    cure: 'market',
  },
  413: {
    short: 'Not all at once',
    head: 'This feed does not offer all symbols at once.',
    next: 'Name the symbols to follow.',
    tone: 'warn',
    cure: 'market',
  },
  500: {
    short: 'Alpaca error',
    head: 'Alpaca has an internal error.',
    next: 'The terminal connects anew by itself.',
    tone: 'warn',
    cure: null,
  },
};

/** HTTP statuses of requests for market data. */
const REST: Readonly<Record<number, FaultWords>> = {
  0: {
    short: 'No answer',
    head: 'A request for market data had no answer.',
    next: 'It is asked again by itself; look at the network connection if this lasts.',
    tone: 'warn',
    cure: null,
  },
  401: {
    short: 'Keys refused',
    head: 'Alpaca does not accept these keys for market data.',
    next: 'Enter other keys.',
    tone: 'error',
    cure: 'keys',
  },
  403: {
    short: 'Not in your plan',
    head: 'Your plan does not include the past of this feed.',
    next: 'Choose the feed iex, which every plan has.',
    tone: 'warn',
    cure: 'market',
  },
  429: {
    short: 'Rate limit',
    head: 'Alpaca has had too many requests this minute.',
    next: 'Requests wait until it takes more, orders first. Prices go on; only missed bars come later.',
    tone: 'warn',
    cure: null,
  },
};

const UNKNOWN_STREAM: FaultWords = {
  short: 'Line lost',
  head: 'The connection to the market was lost.',
  next: 'The terminal connects anew by itself.',
  tone: 'warn',
  cure: null,
};

const UNKNOWN_REST: FaultWords = {
  short: 'Alpaca error',
  head: 'Alpaca has a fault and does not answer requests for market data.',
  next: 'They are asked again by themselves.',
  tone: 'warn',
  cure: null,
};

/** The words for a fault; those for any other where its number is not known. */
export function faultWords(part: 'stream' | 'rest', code: number): FaultWords {
  return part === 'stream' ? (STREAM[code] ?? UNKNOWN_STREAM) : (REST[code] ?? UNKNOWN_REST);
}

/** Words of the feed's page. */
export const feedText = {
  none: 'Prices are made in this program: there is no feed to watch.',
  replay: 'Prices come from a recording: there is no feed to watch.',
  choose: 'Choose a market',
  states: {
    idle: 'Not connected',
    connecting: 'Connecting',
    authenticating: 'Logging in',
    live: 'Live',
    waiting: 'Waiting to connect again',
    stopped: 'Stopped',
  },
  retryIn: (age: string) => `next attempt in ${age}`,
  tryNow: 'Try now',
  trying: 'Trying …',
  cures: { keys: 'Enter keys', market: 'Choose feed and symbols' },
  staleOrders: {
    blocked: 'Market orders are held back: nobody knows the price. Limits and closing go through.',
    overridden: 'Market orders go through although no data comes, until it comes again.',
  },
  staleActions: { blocked: 'Let market orders through', overridden: 'Hold market orders back' },
  whole: 'Everything that was asked for comes, and nothing is missing.',
  figures: 'Figures of the feed',
  feed: 'Feed',
  followed: 'Symbols followed',
  refused: 'Not followed',
  quiet: 'Newest message',
  ago: (age: string) => `${age} ago`,
  lag: 'From socket to market',
  queue: 'Queue now / deepest / room',
  messages: 'Messages',
  conflated: 'Quotes merged into newer ones',
  unknown: 'Unknown / invalid messages',
  losses: 'Times the line was lost',
  gaps: 'Gaps still to fill',
  budget: 'Requests left this minute',
  budgetOf: (left: string, limit: string) => `${left} of ${limit}`,
  waiting: 'Requests that wait',
  refusals: 'Requests refused as too many',
  blocked: (age: string) => `Nothing is sent for ${age}.`,
  faults: 'What went wrong since the start',
  noFaults: 'Nothing',
  time: 'Last',
  times: 'Times',
  what: 'What',
  now: 'What to do',
  code: 'Code',
} as const;
