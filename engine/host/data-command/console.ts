/** What the data command tells: results on the output, progress and problems on the error output. */

/** Where its words go; a test or another program reads them. */
export interface Console {
  /** A result: text for a person, or with --json the facts alone. */
  result(text: string, facts: object): void;
  /** How far something is, 0 to 1; told at every tenth. */
  progress(what: string, share: number): void;
}

const STEPS = 10;

export function dataConsole(options: {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly write: (text: string) => void;
  readonly writeProblem: (text: string) => void;
}): Console {
  let told = '';
  return {
    result(text, facts) {
      options.write(`${options.json ? JSON.stringify(facts) : text}\n`);
    },
    progress(what, share) {
      const line = `${what}: ${String(Math.floor(share * STEPS) * STEPS)} %`;
      if (options.quiet || line === told) return;
      told = line;
      options.writeProblem(`${line}\n`);
    },
  };
}

/** Bytes for a person. */
export function sizeText(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** Lines of two columns, the second one beside the longest of the first. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}
