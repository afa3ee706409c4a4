import { create } from 'zustand';

/** Something the user can ask for by key or from the palette. */
export interface Command {
  /** Stable name, `area.action`; the key map refers to it. */
  readonly id: string;
  /** What it does, as the palette and the key list say it. */
  readonly title: string;
  readonly run: () => void;
  /** Whether it makes sense now; a key of a command that does not is left to the page. */
  readonly when?: () => boolean;
  /** Sends or changes orders: its key works only while armed. Backing out is never one. */
  readonly needsArmed?: boolean;
  /** First step of two: its key may be told to take the second one too. */
  readonly prepares?: boolean;
  /** What it would do now, in words; without it the title says all. */
  readonly says?: () => string;
  /** Comes before a focused list or table takes the key: sending, dropping and nudging a preview. */
  readonly first?: boolean;
  /** Its key acts from a text field too, if it is one with Ctrl. Never of what trades. */
  readonly fromFields?: boolean;
  /** May fire again while its key is held down. */
  readonly repeats?: boolean;
}

/** All commands by id; panels add theirs while they are there. */
export const useCommands = create<{ readonly commands: ReadonlyMap<string, Command> }>(() => ({
  commands: new Map(),
}));

/** Adds a command, in place of one of the same id. Returns what removes it. */
export function registerCommand(command: Command): () => void {
  useCommands.setState(({ commands }) => ({
    commands: new Map(commands).set(command.id, command),
  }));
  return () => {
    useCommands.setState(({ commands }) => {
      if (commands.get(command.id) !== command) return { commands };
      const rest = new Map(commands);
      rest.delete(command.id);
      return { commands: rest };
    });
  };
}
