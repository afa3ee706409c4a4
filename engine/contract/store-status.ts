/**
 * Whether orders can be made durable now. A client is told after its welcome when they cannot, and all
 * clients when they can again. Until then every command that would write is refused as
 * `store.cannot_write`, and the market stands still, because its fills could not be kept.
 */
export interface StoreStatus {
  readonly canWrite: boolean;
  /** What SQLite said, for a person; '' when it can write. */
  readonly problem: string;
}
