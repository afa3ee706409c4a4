/** Words of the key map and its editor. */
export const keymapText = {
  title: 'Edit keys',
  open: 'Edit the keys',
  notAKey: (key: string) => `${key} is not a key`,
  boundTwice: (key: string, one: string, other: string) =>
    `${key} is bound to ${one} and to ${other}`,
  noBinding: (at: number) => `Binding ${String(at)} has no key or no command`,
  noBindings: 'The key map has no bindings',
  notJson: (why: string) => `The file is not JSON: ${why}`,
  tab: 'Tab moves the focus and can’t be bound',
  escape: 'Esc only ever backs out and can’t be bound to anything else',
  keptProblem: (problem: string) => `In the saved key map: ${problem}`,
  notKept: (why: string) => `The key map was not saved or loaded: ${why}`,

  intro:
    'Choose a command’s keys and press new ones. A key that sends at once does so only while armed; others prepare, and Enter sends.',
  search: 'Find a command or key',
  columns: { command: 'Command', keys: 'Keys', send: 'Sends at once' },
  none: 'No keys',
  press: 'Press keys…',
  change: (title: string) => `Change the keys of: ${title}`,
  remove: (title: string) => `Remove the keys of: ${title}`,
  resetOne: (title: string) => `Back to the keys it came with: ${title}`,
  sendTitle: 'One key: prepares and sends, only while armed',
  changed: 'changed',
  conflict: (keys: string, title: string) => `${keys} is now: ${title}. Take it from there?`,
  take: (keys: string) => `Take ${keys}`,
  keep: 'Keep',
  tryTitle: 'Press a key to see what it would do now',
  tryStart: 'Press a key',
  trying: 'Press any keys: nothing is done, only said. Esc ends it.',
  would: {
    nothing: (keys: string) => `${keys}: bound to nothing`,
    gone: (keys: string, id: string) => `${keys}: ${id}, which is not there now`,
    notNow: (keys: string, title: string) => `${keys}: ${title}; does nothing at the moment`,
    notArmed: (keys: string, title: string, words: string) =>
      `${keys}: ${title}; nothing while not armed. Armed it would ${words}`,
    prepare: (keys: string, words: string) => `${keys} prepares: ${words}. Enter sends`,
    send: (keys: string, words: string) => `${keys} SENDS at once: ${words}`,
    run: (keys: string, title: string) => `${keys}: ${title}`,
    preparing: (words: string) => `prepare: ${words}`,
    sending: (words: string) => `send at once: ${words}`,
    running: 'run',
  },
  importKeys: 'Import…',
  exportKeys: 'Export',
  reset: 'Reset all',
  imported: (count: number, problems: number) =>
    problems === 0
      ? `Key map imported: ${String(count)} keys`
      : `Key map imported: ${String(count)} keys, ${String(problems)} left out`,
  importFailed: (why: string) => `Key map not imported: ${why}`,
  wasReset: 'Key map as it came with the program',
  undo: 'Undo',
  fileName: 'securetrade-keymap.json',
} as const;
