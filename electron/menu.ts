/**
 * The native menu. Alt and a letter belong to the terminal's own keys, so there must be nothing that
 * takes them: on Linux and Windows a menu bar, even a hidden one, takes the focus when Alt is
 * pressed, so there is none; the text fields' keys work there without it. On macOS cut, copy and
 * paste come from the menu, and no item of it has the Option key.
 */
import type { MenuItemConstructorOptions } from 'electron';

/** Items of the application menu on `platform` (`process.platform`); null: no menu at all. */
export function menuTemplate(
  platform: string,
  productName: string,
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null;
  return [
    {
      label: productName,
      submenu: [
        { role: 'about' },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'unhide' },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'delete' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'Window',
      submenu: [{ role: 'minimize' }, { role: 'zoom' }, { role: 'togglefullscreen' }],
    },
  ];
}
