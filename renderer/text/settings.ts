/** Words of the settings and of their dialog. */
export const settingsText = {
  title: 'Settings',
  open: 'Settings',
  search: 'Search settings',
  noMatch: (text: string) => `No setting has “${text}”`,
  /** What is searched for and lies in a dialog of its own. */
  contents: (found: readonly string[]) => `In it: ${found.join(' · ')}`,
  restore: 'Restore the default',
  restored: (title: string) => `${title}: default restored`,
  exportFile: 'Export…',
  importFile: 'Import…',
  restoreAll: 'Restore all defaults',
  allRestored: 'All settings are as at first',
  imported: (count: number) => (count === 1 ? '1 setting imported' : `${count} settings imported`),
  notImported: 'This file has no settings of SecureTrade Pro',
  notKept: (why: string) => `Settings were not loaded or saved: ${why}`,
  on: 'On',
  off: 'Off',
  openIt: 'Open',
  chooseCommand: (setting: string, value: string) => `${setting}: ${value}`,
  settings: {
    'appearance.theme': {
      title: 'Theme',
      help: 'Colours of the whole terminal. Colour-blind safe shows buys blue and sells orange.',
    },
    'appearance.density': { title: 'Density', help: 'Height of rows and size of the text.' },
    'appearance.numbers': {
      title: 'Thousands',
      help: 'Mark between thousands of quantities and money on screen. Exports have none.',
    },
    'appearance.zone': {
      title: 'Times',
      help: 'Zone in which the screen shows times; charts have one of their own in their look.',
    },
    'help.start': {
      title: 'Guided start',
      help: 'Offer the two-minute tour until it was finished or skipped.',
    },
  },
  choices: {
    themes: {
      dark: 'Dark',
      light: 'Light',
      contrast: 'High contrast',
      'colour-blind': 'Colour-blind safe',
    },
    densities: { compact: 'Compact', comfortable: 'Comfortable' },
    numbers: { comma: '1,234.50', space: '1 234.50', none: '1234.50' },
    zones: { exchange: 'Exchange', local: 'This computer', utc: 'UTC' },
  },
  sections: {
    appearance: 'Appearance',
    help: 'Help',
    elsewhere: 'Keys, feed, venues, risk and data',
  },
  problems: {
    unknown: (id: string) => `Settings: there is no ${id}`,
    notSwitch: (id: string) => `Settings: ${id} must be true or false`,
    notChoice: (id: string, known: string) => `Settings: ${id} must be one of ${known}`,
  },
  /** What is set in a dialog of its own, by the command that opens it. */
  links: {
    'keymap.open': {
      title: 'Key map',
      help: 'Which key does what; conflicts, import, export and reset.',
    },
    'keys.open': { title: 'List of keys', help: 'All keys and what they do.' },
    'connections.open': {
      title: 'Venues and keys',
      help: 'Local, Alpaca paper or live; API keys in the key store of the system.',
    },
    'connections.feed': {
      title: 'Market data feed',
      help: 'Simulator, replay or Alpaca; state of the connection.',
    },
    'risk.limits': {
      title: 'Risk limits',
      help: 'Order size, position, daily loss, symbols, kill switch.',
    },
    'chart.look': {
      title: 'Chart',
      help: 'Type, scale, zone of its times, indicators and their panes.',
    },
    'account.settings': {
      title: 'Account',
      help: 'Fees, margin, symbols that cannot be sold short.',
    },
    'data.open': {
      title: 'Data and backups',
      help: 'Backups and their schedule, for how long trades of the market are recorded, upkeep.',
    },
    'signals.open': {
      title: 'Sounds and notifications',
      help: 'What is heard or shown on fills, rejects, alerts and disarming.',
    },
    'export.open': { title: 'Export', help: 'Fills, orders, round trips and tax lots as CSV.' },
    'workspace.open': {
      title: 'Workspaces',
      help: 'Named layouts, templates, windows, import and export.',
    },
    'watchlists.open': { title: 'Watchlists', help: 'Named lists of symbols, as CSV in and out.' },
  },
} as const;
