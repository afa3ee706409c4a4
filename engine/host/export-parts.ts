/** What the background thread loads with its first export. */
export { runExport } from './export-run.ts';
export { withStoredInstruments } from './store-instruments.ts';
