/** Offers the engine a file that a person has chosen; no page ever names a path. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { EngineOffer } from '../engine/supervision/host-messages.ts';
import type { ChosenFile } from './bridge.ts';

export interface ImportParts {
  /** Asks for a file; null when the person declined. */
  choose(): Promise<string | null>;
  /** Resolves with the engine's ticket, or null when it can't take files now. */
  offer(file: Omit<EngineOffer, 'type'>): Promise<string | null>;
}

/** Rejects with a plain sentence when the file is none that can be imported. */
export async function chooseImport(parts: ImportParts): Promise<ChosenFile | null> {
  const path = await parts.choose();
  if (path === null) return null;
  const fileName = basename(path);
  const found = await stat(path).catch(() => null); // Gone since it was chosen.
  if (found?.isFile() !== true) throw new Error(`${fileName} can't be read.`);
  const ticket = await parts.offer({ path, fileName, bytes: found.size });
  if (ticket === null) throw new Error('The engine is not running; try again.');
  return { ticket, fileName, bytes: found.size };
}
