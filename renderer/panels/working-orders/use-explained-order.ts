import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Order } from '../../../engine/domain/order.ts';
import type { OrderRow } from './order-rows.ts';

/** The order whose explanation is open: it follows the selected row, and stays when the order ends. */
export interface ExplainedOrder {
  /** null while no explanation is open. */
  readonly order: Order | null;
  /** A row was selected; an open explanation turns to it. */
  readonly select: (row: OrderRow) => void;
  readonly explain: (row: OrderRow) => void;
  readonly close: () => void;
  /** W opens and closes, Esc closes; true when the key was one of them. */
  readonly handleKey: (event: KeyboardEvent) => boolean;
}

/** Which of `orders`, by id, is explained in the panel. */
export function useExplainedOrder(orders: ReadonlyMap<number, Order>): ExplainedOrder {
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const [isOpen, setOpen] = useState(false);
  const order = isOpen && selectedId !== null ? (orders.get(selectedId) ?? null) : null;
  const select = (row: OrderRow): void => setSelectedId(row.order?.orderId ?? null);
  const close = (): void => setOpen(false);
  return {
    order,
    select,
    explain: (row) => {
      select(row);
      setOpen(true);
    },
    close,
    handleKey: (event) => {
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
      if (!isPlain || event.target instanceof HTMLInputElement) return false;
      if (event.key === 'w' || event.key === 'W') setOpen(order === null);
      else if (event.key === 'Escape' && order !== null) close();
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
