import type { Brand } from './brand.ts';

/** Number of an order within a venue: 1, 2, 3, ... in order of acceptance; never reused. */
export type OrderId = Brand<number, 'OrderId'>;

/** The sender's own name for an order, 1 to 128 printable characters, unique within a venue. */
export type ClientOrderId = Brand<string, 'ClientOrderId'>;

/** Number of an own fill within a venue: 1, 2, 3, ...; written `local-42` in exports. */
export type ExecutionId = Brand<number, 'ExecutionId'>;

/** Position in the venue's stream of execution reports: 1, 2, 3, ... without gaps. */
export type EventSeq = Brand<number, 'EventSeq'>;

export const orderId = (value: number): OrderId => value as OrderId;
export const clientOrderId = (value: string): ClientOrderId => value as ClientOrderId;
export const executionId = (value: number): ExecutionId => value as ExecutionId;
export const eventSeq = (value: number): EventSeq => value as EventSeq;

/** An own fill's text form, as the `exec_id` column of every export has it. */
export function executionIdText(venue: string, id: ExecutionId): string {
  return `${venue}-${String(id)}`;
}
