import { maintenanceSettingsSchema } from '../contract/maintenance.ts';
import type { MaintenanceSettings } from '../contract/maintenance.ts';
import type { Connection } from './database.ts';
import { MAINTENANCE_STATEMENTS } from './maintenance-log.ts';

/** What the user has set, or null: never, or by a program whose settings this one does not take. */
export function storedMaintenanceSettings(db: Connection): MaintenanceSettings | null {
  const sql = MAINTENANCE_STATEMENTS['maintenance.settings'];
  const row = db.prepare<[], { value: string }>(sql).get();
  if (row === undefined) return null;
  const parsed = maintenanceSettingsSchema.safeParse(JSON.parse(row.value));
  return parsed.success ? parsed.data : null;
}
