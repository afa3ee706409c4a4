import type { SourceStatus } from '../contract/messages.ts';
import type { VenueCore } from '../remote/venue-core.ts';

/** The source's status with the drills that are the venue's: rejected orders and halts. */
export function withVenueDrills(status: SourceStatus, core: VenueCore): SourceStatus {
  const rejects = core.rejectDrill.status(core.exchange.nowUs);
  const paused = core.pauses();
  if (rejects === null && paused.length === 0) return status;
  const halts = paused.map(({ symbol, untilUs }) => {
    return { kind: 'halt', endsUs: untilUs, ordersLeft: null, factor: null, symbol } as const;
  });
  return {
    ...status,
    drills: [...status.drills, ...(rejects === null ? [] : [rejects]), ...halts],
  };
}
