import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** As the export desk names files, with the number of the process that writes, before they are complete. */
const PART = /-(\d+)-\d+\.csv\.part$/;

/**
 * Removes the incomplete files that exports of ended processes have left in the folder: a killed engine
 * cannot do it itself. What a living process writes stays, though a number that another program has
 * got since keeps a file until later. Returns what could not be done, in plain words; the next start
 * tries again.
 */
export function removeAbandonedParts(folder: string): string[] {
  const problems: string[] = [];
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  };
  attempt(() => {
    for (const name of readdirSync(folder)) {
      const writer = PART.exec(name)?.[1];
      if (writer === undefined || isAlive(Number(writer))) continue;
      attempt(() => rmSync(join(folder, name), { force: true }));
    }
  });
  return problems;
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 is only looked at, never sent.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, and lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
