import type { RequestOf } from '../contract/messages.ts';
import { LOCAL_STATUS } from '../contract/venues.ts';
import type { VenueReplies } from '../contract/venues.ts';
import { refusal } from '../domain/refusal.ts';
import type { VenueGateway } from '../remote/venue-gateway.ts';
import type { Answer } from './client-connection.ts';

/** Where orders stay in the engine. */
export const LOCAL_GATEWAY: VenueGateway = {
  status: () => LOCAL_STATUS,
  confirm: () => null,
  reconcile: () => Promise.resolve(),
  accept: (number) => {
    const rule = 'a remote venue, which may count otherwise';
    return Promise.resolve(refusal('venue.other_differences', 'differencesNumber', number, rule));
  },
  begin: () => refusal('venue.same_account', '', 'local', 'a remote venue with keys of its own'),
  takeOutgoing: () => null,
  writesWith: (writes) => writes,
  refusalOf: () => null,
};

type VenueRequest = RequestOf<keyof VenueReplies>;

/** Answers what is asked about the venue. */
export function venueAnswer(gateway: VenueGateway, body: VenueRequest): Answer {
  switch (body.type) {
    case 'venue.status':
      return () => ({ ok: true, result: { status: gateway.status() } });
    case 'venue.confirm': {
      const why = gateway.confirm(body.text);
      if (why !== null) return () => ({ ok: false, refusal: why });
      return () => ({ ok: true, result: { status: gateway.status() } });
    }
    case 'venue.begin': {
      const why = gateway.begin();
      if (why !== null) return () => ({ ok: false, refusal: why });
      return () => ({ ok: true, result: { status: gateway.status() } });
    }
    case 'venue.accept':
      return gateway
        .accept(body.differencesNumber)
        .then((why) =>
          why === null
            ? { ok: true, result: { status: gateway.status() } }
            : { ok: false, refusal: why },
        );
    case 'venue.reconcile':
      return gateway.reconcile().then(() => ({ ok: true, result: { status: gateway.status() } }));
  }
}
