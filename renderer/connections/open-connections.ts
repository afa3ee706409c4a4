import { openOverlay } from '../stores/overlay.ts';
import { useHost } from './host-store.ts';
import type { ConnectionView } from './host-store.ts';

/** Opens the dialog at one of its parts. */
export function openConnections(view: ConnectionView): void {
  useHost.setState({ view, problem: '' });
  openOverlay('connections');
}
