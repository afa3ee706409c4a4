import type { Alert } from '../../contract/alerts.ts';
import type { Venue } from '../../domain/order.ts';
import { openDatabase } from '../../store/database.ts';
import { storedAlerts } from '../../store/stored-alerts.ts';

/** The alerts that a venue's store has kept. */
export function readAlerts(file: string, venue: Venue): readonly Alert[] {
  const db = openDatabase(file, { venue, access: 'read', cacheKib: 256 });
  try {
    return storedAlerts(db);
  } finally {
    db.close();
  }
}
