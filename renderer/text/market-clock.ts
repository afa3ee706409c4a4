/** Words of the market clock in the status bar. */
export const marketClockText = {
  phases: {
    overnight: { text: 'Overnight', then: (left: string) => `opens in ${left}` },
    pre: { text: 'Pre-market', then: (left: string) => `opens in ${left}` },
    regular: { text: 'Open', then: (left: string) => `closes in ${left}` },
    post: { text: 'After hours', then: (left: string) => `ends in ${left}` },
    closed: { text: 'Closed', then: (left: string) => `opens in ${left}` },
    always: { text: 'Open 24×7', then: (left: string) => left },
  },
  coin: { text: 'Open 24×7', isOpen: true, untilUs: null, then: (left: string) => left },
  coinTitle: 'Coins trade at all hours',
  always: 'This market never closes',
  head: 'US shares',
  nextOpen: (when: string) => `Opens ${when}`,
  nextClose: (when: string) => `Closes ${when}`,
  both: (exchange: string, here: string) => `${exchange} (${here} here)`,
  sources: { alpaca: 'By Alpaca’s clock', local: 'By the terminal’s own calendar' },
  ahead: (ms: number) =>
    ms === 0 ? '' : `, ${Math.abs(ms)} ms ${ms > 0 ? 'ahead of' : 'behind'} this computer’s`,
} as const;
