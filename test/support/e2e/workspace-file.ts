/** Workspaces made for a test or a bench, imported and shown by the terminal's own dialog and palette. */
import type { Page } from 'playwright';
import { pressKeys } from './pages/keys.ts';

/**
 * A workspace file of columns of panel groups from left to right; the keys of a group are tabs of one place. `links`: colour groups by panel
 * key, grey without one.
 */
export function workspaceText(
  name: string,
  columns: readonly (readonly (readonly string[])[])[],
  size: { readonly width: number; readonly height: number },
  links: Readonly<Record<string, string>> = {},
): string {
  const leaf = (views: readonly string[]): object => {
    const [first] = views;
    return { type: 'leaf', size: size.height, data: { views, activeView: first, id: first } };
  };
  const data = columns.map((groups) => {
    return { type: 'branch', size: size.width / columns.length, data: groups.map(leaf) };
  });
  const keys = columns.flat(2);
  const panels = Object.fromEntries(
    keys.map((key) => [key, { id: key, contentComponent: key.replace(/:.*/, ''), title: key }]),
  );
  const root = { type: 'branch', size: size.height, data };
  const grid = { root, ...size, orientation: 'HORIZONTAL' };
  const layout = { grid, panels, activeGroup: keys[0] };
  return JSON.stringify({
    ...{ version: 1, kind: 'securetrade-workspace', name },
    ...{ layout, groups: links },
  });
}

/** Imports the file of a workspace of that name and goes to it. */
export async function showWorkspace(page: Page, name: string, text: string): Promise<void> {
  await pressKeys(page, 'Alt+W');
  const dialog = page.getByRole('dialog', { name: 'Workspaces' });
  const choosing = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Import…' }).click();
  await (
    await choosing
  ).setFiles({ name: 'own.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await dialog.getByText(name, { exact: true }).waitFor();
  await pressKeys(page, 'Esc');
  await pressKeys(page, 'Ctrl+K');
  await page.getByRole('combobox').fill(`Workspace: ${name}`);
  await page
    .getByRole('option', { name: `Workspace: ${name}` })
    .first()
    .waitFor();
  await pressKeys(page, 'Enter');
}
