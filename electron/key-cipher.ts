import { safeStorage } from 'electron';
import type { Cipher } from '../engine/keys/key-file.ts';

/**
 * Seals keys by the operating system's key ring; null where there is none. On Linux without one Electron
 * would "encrypt" with a password that is in its source, which is no better than plain text and looks
 * as if it were. To be called when the application is ready.
 */
export function keyCipher(): Cipher | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && !isKeyRing(safeStorage.getSelectedStorageBackend())) {
    return null;
  }
  return {
    encrypt: (text) => safeStorage.encryptString(text).toString('base64'),
    decrypt: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  };
}

/** Whether a backend of safeStorage keeps its password with the desktop. */
function isKeyRing(backend: string): boolean {
  return backend !== 'basic_text' && backend !== 'unknown';
}
