import type { TradingCore } from '../core.ts';

/** What a host needs of the core of a venue, here or remote. */
export type VenueCore = Pick<
  TradingCore,
  | 'accounts'
  | 'addInstrument'
  | 'cancel'
  | 'cancelAll'
  | 'cancelByClientOrderId'
  | 'closePositions'
  | 'desk'
  | 'exchange'
  | 'explain'
  | 'house'
  | 'knows'
  | 'lastSeq'
  | 'limits'
  | 'orderCounts'
  | 'pauses'
  | 'positionOf'
  | 'preview'
  | 'rejectDrill'
  | 'replace'
  | 'risk'
  | 'setLimits'
  | 'setTime'
  | 'setTradingState'
  | 'snapshot'
  | 'submit'
  | 'takePacked'
  | 'written'
>;
