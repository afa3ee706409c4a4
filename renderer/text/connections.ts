import type { KeyCheck, MarketChoice } from '../../engine/contract/host-requests.ts';
import type { Venue } from '../../engine/domain/order.ts';
import { TEXT, VENUES } from './en.ts';

interface CheckWords {
  /** What is the case. */
  readonly head: string;
  /** What to do. */
  readonly next: string;
}

const account = ({ accountEnd }: KeyCheck): string =>
  accountEnd === '' ? 'The account answers.' : `Account ending in ${accountEnd} answers.`;

const others = { 'alpaca-paper': 'live', 'alpaca-live': 'paper' } as const;

/** Words on venue, market, keys and feed. */
export const connectionsText = {
  open: 'Connections: venue, market data, keys',
  openFeed: 'How the market data feed goes',
  title: 'Connections',
  windowTitle: (venue: Venue) => `${VENUES[venue].name} – ${TEXT.product}`,
  view: 'Part',
  views: { market: 'Venue and market', keys: 'Keys', feed: 'Feed', orders: 'Order route' },
  waiting: 'Asking the terminal …',
  nameOf: ({ venue, source }: MarketChoice): string => {
    if (venue !== 'local') return VENUES[venue].name;
    switch (source.kind) {
      case 'simulator':
        return 'Local on the simulator';
      case 'replay':
        return source.recording === undefined
          ? 'Local on the replay'
          : `Local on the replay of ${source.recording}`;
      case 'alpaca':
        return `Local on the real market (${source.feed})`;
    }
  },
  market: {
    now: 'Now:',
    venue: 'Orders go to',
    source: 'Prices come from',
    sources: {
      simulator: 'Simulator',
      alpaca: 'Real market (Alpaca)',
      replay: 'Replay of a recording',
    },
    recording: 'Recording',
    recordingsNote: (folder: string) =>
      `Recordings (CSV or CSV.gz of order flow or of bars) that lie in ${folder} can be replayed.`,
    recordingsProblem: (problem: string) => `Recordings cannot be listed: ${problem}.`,
    feed: 'Feed',
    feeds: {
      iex: 'iex: one exchange, in every plan',
      sip: 'sip: all exchanges, paid plan',
      delayed_sip: 'delayed_sip: all exchanges, 15 minutes late',
      test: 'test: the made-up symbol FAKEPACA, at any hour',
      crypto: 'crypto: coins against dollars, at any hour',
    } as Readonly<Record<string, string>>,
    symbols: 'Symbols to follow',
    model: 'Orders fill',
    models: {
      touch: 'touch: when the price is reached',
      through: 'through: when the price is passed',
      queue: 'queue: when what was ahead has traded',
      paper: 'paper: whole, when a quote reaches the price',
    },
    notes: {
      local:
        'Orders trade inside this program. Nothing leaves this computer but the request for data.',
      'alpaca-paper': 'Orders are sent to Alpaca’s paper account. No real money.',
      'alpaca-live':
        'Orders are sent to Alpaca and trade real money. They are let through when you have typed so, once each start.',
    },
    noKeys: 'This needs keys that are not there.',
    enterKeys: 'Enter keys',
    change: 'Change …',
    same: 'In use',
  },
  confirm: {
    head: (from: string, to: string) => `Change from ${from} to ${to}?`,
    unfollow: (symbols: string) => `Follow ${symbols} no longer?`,
    unfollowYes: (symbols: string) => `Stop following ${symbols}`,
    text: 'The engine ends and starts again, in a second or two. Each venue and market has orders, positions and history of its own; none of them changes.',
    leavesLocal: 'Orders that work on Local stand still until you come back.',
    leavesRemote: (venue: string) =>
      `Orders that work at ${venue} go on working there while you look elsewhere.`,
    word: 'LIVE',
    type: 'Type LIVE',
    no: 'Stay',
    yes: (to: string) => `Change to ${to}`,
    changing: 'Changing …',
  },
  keys: {
    intro:
      'One pair of keys for each account, from Alpaca’s dashboard. Either of them also brings market data to the local venue.',
    notEncrypted: {
      served: (file: string) =>
        `A terminal in the browser has no key ring: keys are forgotten at the end, or kept unencrypted in ${file}, which only you can read.`,
      no_key_ring: (file: string) =>
        `This computer has no key ring that the terminal could use: keys are forgotten at the end, or kept unencrypted in ${file}, which only you can read.`,
    },
    of: (venue: string) => `Keys of ${venue}`,
    none: 'no keys',
    held: (end: string, kept: string) => `key ending in ${end}, ${kept}`,
    kept: {
      encrypted: 'kept encrypted',
      plain: 'kept in a file of yours, not encrypted',
      until_end: 'until the terminal ends',
      environment: 'from the environment',
    },
    keyId: 'Key',
    secret: 'Secret',
    keep: 'Keep',
    keeping: {
      encrypted: 'encrypted',
      plain: 'unencrypted, in a file',
      until_end: 'until the terminal ends',
    },
    enter: 'Test and keep',
    test: 'Test',
    forget: 'Forget',
    forgetTitle: 'Takes the keys out of this terminal; at Alpaca they stay good',
    fromEnvironment: 'Unset them where the terminal was started',
  },
  check: {
    good: (check) => ({ head: 'Good.', next: account(check) }),
    blocked: (check) => ({
      head: 'The account may not trade.',
      next: `${account(check)} See Alpaca’s dashboard.`,
    }),
    wrong_keys: () => ({
      head: 'Wrong keys, not kept.',
      next: 'Copy key and secret again; a secret is shown once, when the key is made.',
    }),
    other_venue: ({ venue }) => ({
      head: `Not keys of this account, not kept.`,
      next: `They look like keys of a ${others[venue]} account: enter them there.`,
    }),
    forbidden: () => ({
      head: 'These keys may not ask for the account.',
      next: 'Make keys with the right to trade.',
    }),
    rate_limit: ({ retryInS }) => ({
      head: 'Too many requests.',
      next:
        retryInS === null
          ? 'Not tested; test again in a minute.'
          : `Not tested; test again in ${String(retryInS)} s.`,
    }),
    no_network: () => ({
      head: 'No answer.',
      next: 'Not tested: look at the network connection, then test again.',
    }),
    unavailable: () => ({
      head: 'Alpaca has a fault.',
      next: 'Not tested; test again in a few minutes.',
    }),
    words: (detail: string) => `(${detail})`,
  } as Readonly<Record<KeyCheck['outcome'], (check: KeyCheck) => CheckWords>> & {
    readonly words: (detail: string) => string;
  },
} as const;

/** Words on letting orders through to a live account. */
export const liveText = {
  title: 'Trade real money?',
  head: 'Orders from here go to your live account at Alpaca.',
  text: 'Until you have typed the words, none is let through. It is asked once, each time the engine starts.',
  type: (words: string) => `Type ${words}`,
  look: 'Only look',
  trade: 'Let orders through',
  locked: 'LIVE: orders are held back',
} as const;

/** Words on the way of orders to a remote venue. */
export const routeText = {
  local: 'Orders trade inside this program: there is no way to watch.',
  held: 'Takes no orders now',
  takes: 'Takes orders',
  notConfirmed: 'Orders are held back until you have confirmed',
  compare: 'Compare now',
  comparing: 'Comparing …',
  figures: 'Figures of the venue',
  stream: 'Stream of order updates',
  streamProblem: 'Last problem of it',
  losses: 'Times the stream was lost',
  unresolved: 'Orders without an answer yet',
  compared: 'Last compared',
  compareProblem: 'Problem with comparing',
  updates: 'Updates taken / repeated / unknown',
  account: 'Account',
  cash: 'Cash there',
  buyingPower: 'Buying power there',
  differences: 'What the venue says otherwise than the fills here',
  noDifferences: 'Nothing',
  accept: 'Accept Alpaca’s figures …',
  acceptMeans:
    'Positions here get the venue’s quantities by fills marked “venue adjustment” in history and exports, and the rest of the cash is booked as money that came or went. Nothing is sent, and it is not taken back.',
  acceptNo: 'Leave as it is',
  acceptYes: (count: number) =>
    count === 1 ? 'Book 1 difference' : `Book ${String(count)} differences`,
  accepting: 'Booking …',
  other: 'Another account',
  begin: 'Begin a new store …',
  beginMeans:
    'What is kept here is of another account than these keys: until you choose, nothing is sent. To go on with that account, enter its keys. A new store begins with what this account holds; the one in use is set aside in the data folder, whole. Risk limits and account settings begin at their defaults: set them again.',
  beginNo: 'Leave as it is',
  beginYes: 'Begin a new store',
  beginning: 'Beginning …',
  more: (count: number) => `and ${String(count)} more`,
  position: (symbol: string, here: string, there: string) =>
    `${symbol}: ${here} here, ${there} at the venue`,
  cashDiffers: (here: string, there: string) => `Cash: ${here} here, ${there} at the venue`,
  order: (symbol: string, text: string) => `Order in ${symbol}: ${text}`,
} as const;
