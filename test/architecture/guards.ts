/** Runs the three guards of the layers (compiler, dependency-cruiser, ESLint) and reads what they say. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT_ROOT = join(import.meta.dirname, '..', '..');
const MODULES = join(PROJECT_ROOT, 'node_modules');
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;
const run = promisify(execFile);

/** One complaint of a guard: the file (relative, forward slashes) and the rule or error code. */
export interface Complaint {
  readonly file: string;
  readonly rule: string;
}

/** What dependency-cruiser saw of a tree. */
export interface ImportReport {
  readonly moduleCount: number;
  readonly complaints: readonly Complaint[];
}

/** Compiles every project of the tree at `root`; complaints carry `TS` codes. */
export async function compile(root: string): Promise<readonly Complaint[]> {
  const output = await outputOf('typescript/bin/tsc', ['-b', '--pretty', 'false'], root);
  return [...output.matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+)/gm)].map((match) => ({
    file: match[1] ?? '',
    rule: match[2] ?? '',
  }));
}

/** Follows every import of the tree at `root` by the rules of dependency-cruiser.cjs. */
export async function cruise(root: string): Promise<ImportReport> {
  const config = 'test/architecture/dependency-cruiser.cjs';
  const folders = ['engine', 'electron', 'renderer', 'test'];
  const output = await outputOf(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['--config', config, '--output-type', 'json', ...folders],
    root,
  );
  // The tool's documented JSON; a change of its shape fails the tests that count modules.
  const report = JSON.parse(output) as {
    readonly modules: readonly unknown[];
    readonly summary: {
      readonly violations: readonly {
        readonly from: string;
        readonly rule: { readonly name: string };
      }[];
    };
  };
  const complaints = report.summary.violations.map(({ from, rule }) => ({
    file: from,
    rule: rule.name,
  }));
  return { moduleCount: report.modules.length, complaints };
}

/** Lints the given files (relative to `root`). */
export async function lint(root: string, files: readonly string[]): Promise<readonly Complaint[]> {
  const output = await outputOf('eslint/bin/eslint.js', ['--format', 'json', ...files], root);
  // ESLint's documented JSON format.
  const results = JSON.parse(output) as readonly {
    readonly filePath: string;
    readonly messages: readonly { readonly ruleId: string | null }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId }) => ({
      file: filePath.slice(root.length + 1),
      rule: ruleId ?? 'unreadable',
    })),
  );
}

/** All three exit with an error when they complain, which is what most callers are after. */
async function outputOf(script: string, args: readonly string[], cwd: string): Promise<string> {
  const command = [join(MODULES, script), ...args];
  try {
    const { stdout } = await run(process.execPath, command, { cwd, maxBuffer: MAX_OUTPUT_BYTES });
    return stdout;
  } catch (error) {
    const stdout = error instanceof Error && 'stdout' in error ? error.stdout : undefined;
    if (typeof stdout === 'string' && stdout !== '') return stdout;
    throw error;
  }
}
