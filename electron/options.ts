/** Command line of the terminal, the same for `npm start`, Electron and the served terminal. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface TerminalOptions {
  /** `--data DIR`: where everything of this terminal is kept; absolute. null: the usual place. */
  readonly dataFolder: string | null;
  /** `--replay FILE`: market data from a recording; absolute. null: the simulator. */
  readonly replayFile: string | null;
  /** `--port N`: port of the served terminal. null: its usual one. */
  readonly port: number | null;
  /** Words that are none of ours; Electron's own switches among them. */
  readonly unknown: readonly string[];
}

export const OPTIONS_HELP = `Usage: npm start -- [--data DIR] [--replay FILE] [--port N]
  --data DIR     keep everything in DIR instead of the usual place
  --replay FILE  market data from a recording instead of the simulator
  --port N       port of the served terminal, where that is what starts`;

/** Reads the words after the script's name; `problem` is one sentence naming option and value. */
export function parseTerminalOptions(
  words: readonly string[],
  workingFolder: string,
): TerminalOptions | { readonly problem: string } {
  const { values, tokens } = parseArgs({
    args: [...words],
    options: {
      data: { type: 'string' },
      replay: { type: 'string' },
      port: { type: 'string' },
    },
    strict: false,
    tokens: true,
  });
  const { data, replay, port } = values;
  for (const [name, value] of Object.entries({ data, replay, port })) {
    // Not strict, so that Electron's switches pass; then a missing value is read as true.
    if (value === true || value === '') return { problem: `--${name} needs a value` };
  }
  const portNumber = typeof port === 'string' ? Number(port) : null;
  if (portNumber !== null && !isPort(portNumber)) {
    return { problem: `--port ${String(port)}: a whole number from 0 to 65535 is needed` };
  }
  const ours = new Set(['data', 'replay', 'port']);
  return {
    dataFolder: typeof data === 'string' ? resolve(workingFolder, data) : null,
    replayFile: typeof replay === 'string' ? resolve(workingFolder, replay) : null,
    port: portNumber,
    unknown: tokens.flatMap((token) => {
      if (token.kind === 'option') return ours.has(token.name) ? [] : [token.rawName];
      return token.kind === 'positional' ? [token.value] : [];
    }),
  };
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65_535;
}
