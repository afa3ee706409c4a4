/** Words of the disk behind the engine. */
export const storeText = {
  /** `problem`: what SQLite said. */
  cannotWrite: (problem: string): string =>
    `Nothing can be written to the disk (${problem}): orders are refused and the market stands still until it can`,
  /** Short form for the top bar. */
  refusing: 'Cannot write to the disk: orders are refused',
  restoreBackup: 'Start with the newest backup',
  restoreHint: 'The damaged database is set aside, not deleted',
  writesAgain: 'The disk can be written again: orders are taken',
};
