/**
 * Builds all that runs: `out/main` (desktop host, engine and its threads), `out/preload`, and
 * `out/renderer`, which the served terminal uses too. Bundles keep to what Electron 33 (Chrome 130,
 * Node 20.18) understands, the oldest runtime that tests start.
 */
import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import type { UserConfig as TerminalConfig } from 'electron-vite';
import { loadConfigFromFile } from 'vite';
import type { ConfigEnv, UserConfig } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const NODE_TARGET = 'node20.18';
const CHROME_TARGET = 'chrome130';

/** Scripts of out/main by name. The engine finds its threads by paths that the host passes to it. */
const MAIN_ENTRIES = {
  main: join(ROOT, 'electron/main.ts'),
  engine: join(ROOT, 'engine/host/utility-process.ts'),
  'served-engine': join(ROOT, 'engine/host/served-engine.ts'),
  'store-writer': join(ROOT, 'engine/store/writer-thread.ts'),
  'store-reader': join(ROOT, 'engine/store/reader-thread.ts'),
  background: join(ROOT, 'engine/host/background-thread.ts'),
  upkeep: join(ROOT, 'engine/host/upkeep-thread.ts'),
  import: join(ROOT, 'engine/host/import/import-thread.ts'),
};

export default defineConfig(async (env: ConfigEnv): Promise<TerminalConfig> => {
  const page = await rendererConfig(env);
  return {
    main: {
      build: {
        outDir: join(ROOT, 'out/main'),
        target: NODE_TARGET,
        sourcemap: true,
        rolldownOptions: {
          input: MAIN_ENTRIES,
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      build: {
        outDir: join(ROOT, 'out/preload'),
        target: NODE_TARGET,
        rolldownOptions: {
          input: { preload: join(ROOT, 'electron/preload.ts') },
          // A sandboxed preload can't be an ES module.
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
    renderer: {
      ...page,
      build: {
        ...page.build,
        outDir: join(ROOT, 'out/renderer'),
        target: CHROME_TARGET,
        minify: true,
        rolldownOptions: { input: join(ROOT, 'renderer/index.html') },
      },
    },
  };
});

/** The renderer's own configuration: read, not imported, because it belongs to another project. */
async function rendererConfig(env: ConfigEnv): Promise<UserConfig> {
  const file = join(ROOT, 'renderer/vite.config.ts');
  const loaded = await loadConfigFromFile(env, file);
  if (loaded === null) throw new Error(`${file} can't be read`);
  return loaded.config;
}
