import { firstLight } from './0001-first-light.ts';
import { stopsAndIcebergs } from './0002-stops-and-icebergs.ts';
import { groupsAndSessions } from './0003-groups-and-sessions.ts';
import { lotsAndAccount } from './0004-lots-and-account.ts';
import { upkeep } from './0005-upkeep.ts';
import { imports } from './0006-imports.ts';
import { history } from './0007-history.ts';
import { placesOfEverySymbol } from './0008-places-of-every-symbol.ts';
import { remoteOrders } from './0009-remote-orders.ts';
import { telemetry } from './0010-telemetry.ts';
import { advisor } from './0011-advisor.ts';
import { stopTriggers } from './0012-stop-triggers.ts';
import { resultsByMinute } from './0013-results-by-minute.ts';
import { ordersByTagAndState } from './0014-orders-by-tag-and-state.ts';
import type { Migration } from './migration.ts';

/** In order; a released one is never changed. The place in the list is the schema version. */
export const MIGRATIONS: readonly Migration[] = [
  firstLight,
  stopsAndIcebergs,
  groupsAndSessions,
  lotsAndAccount,
  upkeep,
  imports,
  history,
  placesOfEverySymbol,
  remoteOrders,
  telemetry,
  advisor,
  stopTriggers,
  resultsByMinute,
  ordersByTagAndState,
];
