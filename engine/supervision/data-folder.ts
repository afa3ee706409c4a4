/**
 * Folder of the data folder that recordings are put into to be chosen from; also of the replay's store,
 * where each of them has a store of its own.
 */
export const RECORDING_FOLDER = 'recordings';

/** Reads one environment variable; undefined or '' when it is not set. */
export type Environment = (name: string) => string | undefined;

/**
 * Where a person's data lies by the customs of their operating system, when they name no folder. Both
 * hosts use it, so that the window and the served terminal show the same orders.
 *
 * `platform` is Node's name of the operating system, `home` the person's folder, absolute.
 */
export function usualDataFolder(platform: string, home: string, environment: Environment): string {
  const setTo = (name: string): string | null => {
    const value = environment(name) ?? '';
    return value === '' ? null : value;
  };
  switch (platform) {
    case 'win32':
      return `${setTo('APPDATA') ?? `${home}\\AppData\\Roaming`}\\SecureTrade Pro`;
    case 'darwin':
      return `${home}/Library/Application Support/SecureTrade Pro`;
    default:
      return `${setTo('XDG_DATA_HOME') ?? `${home}/.local/share`}/securetrade-pro`;
  }
}
