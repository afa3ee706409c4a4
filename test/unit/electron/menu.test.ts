import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../electron/menu.ts';

describe('the native menu', () => {
  it.each(['linux', 'win32'])('is not there on %s, where Alt would open it', (platform) => {
    expect(menuTemplate(platform, 'SecureTrade Pro')).toBeNull();
  });

  it('has the edit commands on macOS and no key with Option', () => {
    const text = JSON.stringify(menuTemplate('darwin', 'SecureTrade Pro'));
    for (const role of ['cut', 'copy', 'paste', 'selectAll', 'quit']) {
      expect(text).toContain(`"role":"${role}"`);
    }
    // These roles bring keys with Option.
    expect(text).not.toMatch(/accelerator|hideOthers|pasteAndMatchStyle|toggleDevTools/);
  });
});
