/** Words of the guided start. */
interface Keys {
  readonly arm: string;
  readonly buy: string;
  readonly palette: string;
  readonly keys: string;
}

export const guideText = {
  title: 'Guided start',
  command: 'Help: guided start (two minutes)',
  offer: 'New here? Two-minute start',
  notNow: 'Do not offer the guided start again',
  skip: 'End the guided start',
  skipStep: 'Skip',
  next: 'Next',
  finish: 'Finish',
  progress: (at: number, of: number) => `${String(at)} of ${String(of)}`,
  steps: {
    look: {
      title: 'A market of your own',
      text: (_: Keys) =>
        'Prices, book and tape come from a simulated market inside this program. Your orders stand in its real queue. No account, no network, no real money: the grey “Local” below says so on every screen.',
    },
    symbol: {
      title: 'Choose a symbol',
      text: (_: Keys) =>
        'Click one in Quotes, or press F1 and type its first letters, then Enter. Chart, depth, tape and ticket follow.',
    },
    arm: {
      title: 'Arm the keys',
      text: ({ arm }: Keys) =>
        `Trading keys act only while armed. Press ${arm}; the status bar counts down ten minutes. They disarm when the window loses the focus.`,
    },
    order: {
      title: 'Your first order',
      text: ({ buy }: Keys) =>
        `Press ${buy} to prepare a market order, read the ticket, then Enter sends it. Esc would drop it. The fill appears under Fills and as a mark on the chart.`,
    },
    export: {
      title: 'Take it with you',
      text: ({ palette }: Keys) =>
        `Press ${palette}, type “export”, press Enter and start the export of your fills: a CSV whose columns never change.`,
    },
    done: {
      title: 'That is all it takes',
      text: ({ palette, keys }: Keys) =>
        `${palette} finds every command with its key, ${keys} lists all keys. Alt+W has workspaces, Alt+P settings. Risk limits are there before you need them: “risk” in the palette.`,
    },
  },
} as const;
