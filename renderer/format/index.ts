/** Numbers and times to text, the same everywhere on screen; exports have their own rules. */
export {
  NO_VALUE,
  directionOf,
  formatBytes,
  formatCompact,
  formatCount,
  formatDecimal,
  formatMoney,
  formatMoneyText,
  formatPercent,
  formatPrice,
  formatQty,
  formatSigned,
  formatSize,
  formatVolume,
} from './number.ts';
export {
  formatAge,
  formatDate,
  formatDurationUs,
  formatHold,
  formatTime,
  zoneLabel,
} from './time.ts';
