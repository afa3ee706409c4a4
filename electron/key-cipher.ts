import { safeStorage } from 'electron';
import type { Cipher } from '../engine/keys/key-file.ts';

/**
 * What is used of safeStorage. Electron 45 has the promises and is to lose the rest; Electron 33, the oldest
 * that tests start, has the rest alone. What either has sealed, the other opens.
 */
interface KeyStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(sealed: Buffer): Promise<{ readonly result: string }>;
}

/**
 * Seals keys by the operating system's key ring; null where there is none. On Linux without one Electron
 * would "encrypt" with a password that is in its source, which is no better than plain text and looks
 * as if it were. To be called when the application is ready.
 */
export async function keyCipher(): Promise<Cipher | null> {
  if (process.platform === 'linux' && !isKeyRing(safeStorage.getSelectedStorageBackend())) {
    return null;
  }
  // The same object, by what both versions have of it.
  const storage = safeStorage as unknown as KeyStorage;
  const isAvailable =
    (await storage.isAsyncEncryptionAvailable?.()) ?? storage.isEncryptionAvailable();
  if (!isAvailable) return null;
  return {
    encrypt: async (text) => {
      const sealed = (await storage.encryptStringAsync?.(text)) ?? storage.encryptString(text);
      return sealed.toString('base64');
    },
    decrypt: async (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      const opened = await storage.decryptStringAsync?.(bytes);
      return opened?.result ?? storage.decryptString(bytes);
    },
  };
}

/** Whether a backend of safeStorage keeps its password with the desktop. */
function isKeyRing(backend: string): boolean {
  return backend !== 'basic_text' && backend !== 'unknown';
}
