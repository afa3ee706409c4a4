import { create } from 'zustand';
import type {
  HostRequest,
  HostState,
  KeyCheck,
  MarketChoice,
} from '../../engine/contract/host-requests.ts';
import type { RemoteVenue } from '../../engine/domain/order.ts';
import { problemText } from '../client/errors.ts';
import { askHost } from './ask-host.ts';

/** Parts of the dialog. */
export const CONNECTION_VIEWS = ['market', 'keys', 'feed', 'orders'] as const;
export type ConnectionView = (typeof CONNECTION_VIEWS)[number];

/** How the host stands, as it has said last. No key is ever here, only the end of its id. */
export interface HostStore {
  readonly view: ConnectionView;
  /** Symbol that the market view shall leave out, as somebody asked where it is shown; '' for none. */
  readonly unfollowed: string;
  /** null: not asked yet. */
  readonly host: HostState | null;
  /** What became of the newest test of each venue's keys. */
  readonly checks: Readonly<Partial<Record<RemoteVenue, KeyCheck>>>;
  /** What is being asked; null: nothing. */
  readonly busy: HostRequest['type'] | null;
  /** Why the last thing that was asked was not done; '' when it was. */
  readonly problem: string;
}

export const useHost = create<HostStore>(() => ({
  view: 'market',
  unfollowed: '',
  host: null,
  checks: {},
  busy: null,
  problem: '',
}));

/** Asks how the host stands. */
export function loadHost(): Promise<boolean> {
  return ask({ type: 'host.state' });
}

/** Sends keys to the host, which tries them; they are nowhere in the page afterwards. */
export function enterKeys(request: Extract<HostRequest, { type: 'keys.enter' }>): Promise<boolean> {
  return ask(request);
}

/** Tries the keys that the host has. */
export function testKeys(venue: RemoteVenue): Promise<boolean> {
  return ask({ type: 'keys.test', venue });
}

export function forgetKeys(venue: RemoteVenue): Promise<boolean> {
  useHost.setState(({ checks }) => ({ checks: { ...checks, [venue]: undefined } }));
  return ask({ type: 'keys.forget', venue });
}

/** Ends the engine and starts it on another market; the page follows as after any restart. */
export function chooseMarket(market: MarketChoice): Promise<boolean> {
  return ask({ type: 'market.choose', market });
}

/** True when it was done; otherwise the store has the reason. */
async function ask(request: HostRequest): Promise<boolean> {
  useHost.setState({ busy: request.type, problem: '' });
  try {
    const { state, check } = await askHost(request);
    useHost.setState(({ checks }) => ({
      host: state,
      checks: check === null ? checks : { ...checks, [check.venue]: check },
    }));
    return true;
  } catch (error) {
    useHost.setState({ problem: problemText(error) });
    return false;
  } finally {
    useHost.setState({ busy: null });
  }
}
