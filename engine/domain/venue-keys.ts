/**
 * Key and secret of an account at a remote venue. They pass from the host to the engine's process when it
 * starts and nowhere else: never logged, stored in a database, or sent to a page.
 */
export interface VenueKeys {
  readonly keyId: string;
  readonly secret: string;
}
