import { openOverlay } from '../stores/overlay.ts';
import { useHost } from './host-store.ts';
import type { ConnectionView } from './host-store.ts';

/** Opens the dialog at one of its parts; `unfollowed`: asks there to follow this symbol no longer. */
export function openConnections(view: ConnectionView, unfollowed = ''): void {
  useHost.setState({ view, unfollowed, problem: '' });
  openOverlay('connections');
}
