import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PACKAGING = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'electron-builder.yml'),
  'utf8',
);

/** Settings of one section, as they are written. */
function section(name: string): Map<string, string> {
  const lines = PACKAGING.split('\n');
  const start = lines.indexOf(`${name}:`);
  const after = lines.slice(start + 1);
  const end = after.findIndex((line) => !line.startsWith('  '));
  const own = after.slice(0, end === -1 ? undefined : end);
  return new Map(
    own.map((line): [string, string] => {
      const [key = '', value = ''] = line.trim().split(': ');
      return [key, value];
    }),
  );
}

describe('the packaged product', () => {
  it('has every fuse in its safe position', () => {
    expect(Object.fromEntries(section('electronFuses'))).toEqual({
      runAsNode: 'false',
      enableNodeOptionsEnvironmentVariable: 'false',
      enableNodeCliInspectArguments: 'false',
      enableCookieEncryption: 'true',
      enableEmbeddedAsarIntegrityValidation: 'true',
      onlyLoadAppFromAsar: 'true',
      loadBrowserProcessSpecificV8Snapshot: 'false',
      grantFileProtocolExtraPrivileges: 'false',
    });
  });

  it('is an archive whose native addons can be loaded', () => {
    expect(PACKAGING).toMatch(/^asar: true$/m);
    expect(PACKAGING).toMatch(/^asarUnpack:\n {2}- '\*\*\/\*\.node'$/m);
  });
});
