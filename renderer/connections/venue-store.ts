import { create } from 'zustand';
import { LOCAL_STATUS } from '../../engine/contract/venues.ts';
import type { VenueStatus } from '../../engine/contract/venues.ts';
import type { EngineClient } from '../client/engine-client.ts';

/** How the venue that orders go to stands. */
export const useVenue = create<{ readonly status: VenueStatus }>(() => ({ status: LOCAL_STATUS }));

/** Follows the venue. Returns what ends it. */
export function followVenue(client: EngineClient): () => void {
  return client.subscribe({ channel: 'venue' }, (status) => useVenue.setState({ status }));
}
