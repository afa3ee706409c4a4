/** Every place of the terminal that a person can look at: panels and dialogs with each of their views. */
import { until } from './eventually.ts';
import type { TerminalPage } from './pages/terminal-page.ts';

/** One place; all that is named is found by what a person reads. */
export interface Place {
  readonly name: string;
  /** What to look at once it is open. */
  readonly selector: string;
  /** Names of its views, to be chosen one after another; none: it has but one. */
  readonly views: readonly string[];
  open(terminal: TerminalPage): Promise<void>;
  /** Puts the terminal back to where it was before. */
  close(terminal: TerminalPage): Promise<void>;
}

/** Panels by title, with the names of their views. */
const PANELS: Readonly<Record<string, readonly [id: string, views: readonly string[]]>> = {
  Quotes: ['quote-board', []],
  Chart: ['chart', []],
  Depth: ['depth-ladder', []],
  'Order ticket': ['order-ticket', []],
  'Time & sales': ['time-and-sales', []],
  'Working orders': ['working-orders', []],
  Positions: ['positions', []],
  Fills: ['fills', []],
  History: ['history', ['Trips', 'Orders', 'Days']],
  Account: ['account', []],
  Alerts: ['alerts', []],
  Performance: [
    'performance',
    ['Overview', 'Stages', 'Orders', 'Database', 'Memory', 'Feed', 'Compare'],
  ],
  Advisor: ['advisor', ['Now', 'Past incidents']],
  Log: ['log', []],
};

/** Dialogs by the words of their command, with the names of their views. */
const DIALOGS: Readonly<Record<string, readonly string[]>> = {
  Settings: [],
  'Workspaces: switch': [],
  'Watchlists: make': [],
  'Show all keys': [],
  'Edit the keys': [],
  'Export to CSV': [],
  'Risk limits': [],
  'Account settings: fees': [],
  'Data: backups': ['Backups', 'Import', 'Workspace', 'Upkeep', 'Store'],
  'Connections: venue': ['Venue and market', 'Keys', 'Feed', 'Order route'],
  'Sounds and notifications': [],
  'Look of the chart and indicators': [],
  'Search a symbol': [],
  'About SecureTrade Pro': [],
};

const DIALOG = '[role="dialog"]';

/** All panels. */
export const PANEL_PLACES: readonly Place[] = Object.entries(PANELS).map(([title, [id, views]]) => {
  const selector = `[data-panel="${id}"]`;
  return {
    name: title,
    selector,
    views,
    open: async (terminal) => {
      await terminal.runCommand(`Go to ${title}`);
      const panel = terminal.page.locator(selector);
      await until(async () => !(await panel.innerText()).includes('Loading'), `all of ${title}`);
    },
    // Out of a field, which keeps the keys to itself.
    close: (terminal) => terminal.press('Esc'),
  };
});

/** Dialogs of commands, then what is opened by a button or a key inside of a panel. */
export const DIALOG_PLACES: readonly Place[] = [
  ...Object.entries(DIALOGS).map(([command, views]): Place => ({
    name: command,
    selector: DIALOG,
    views,
    open: (terminal) => terminal.runCommand(command),
    close: closeDialog,
  })),
  {
    name: 'Commands',
    selector: DIALOG,
    views: [],
    open: (terminal) => terminal.press('Ctrl+K'),
    close: closeDialog,
  },
  {
    name: 'columns of the fills',
    selector: DIALOG,
    views: [],
    open: async (terminal) => {
      await terminal.runCommand('Go to Fills');
      await terminal
        .panel('fills')
        .getByRole('button', { name: /^Choose columns/ })
        .click();
    },
    close: closeDialog,
  },
  {
    name: 'menu of the chart',
    selector: '[role="menu"]',
    views: [],
    open: async (terminal) => {
      await terminal.runCommand('Go to Chart');
      await terminal.runCommand('Chart: open its menu');
    },
    close: (terminal) => terminal.press('Esc'),
  },
  ...['Show the last bars as a table', 'Show or hide the drawing tools'].map((button): Place => {
    const press = async (terminal: TerminalPage): Promise<void> => {
      await terminal.panel('chart').getByRole('button', { name: button }).click();
    };
    return {
      name: `chart, ${button}`,
      selector: '[data-panel="chart"]',
      views: [],
      open: async (terminal) => {
        await terminal.runCommand('Go to Chart');
        await press(terminal);
      },
      close: press,
    };
  }),
  {
    name: 'guided start',
    selector: '[data-testid="guide"]',
    views: [],
    open: (terminal) => terminal.runCommand('Help: guided start'),
    close: (terminal) => terminal.page.getByTestId('guide').getByRole('button').first().click(),
  },
];

async function closeDialog(terminal: TerminalPage): Promise<void> {
  await terminal.press('Esc');
  await terminal.page.getByRole('dialog').waitFor({ state: 'detached' });
}
