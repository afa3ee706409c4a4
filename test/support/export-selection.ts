import type { ExportSelection } from '../../engine/contract/exports.ts';

/** Every row there is. */
export const EVERYTHING: ExportSelection = {
  symbol: null,
  side: null,
  tag: null,
  fromUs: null,
  toUs: null,
};
