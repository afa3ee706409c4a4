import type { ReactNode } from 'react';

/** A short word before its field; the field's own label says it in full. */
export function LabeledField(props: { readonly text: string; readonly children: ReactNode }) {
  return (
    <div className="order-ticket-field">
      <span className="order-ticket-label" aria-hidden="true">
        {props.text}
      </span>
      {props.children}
    </div>
  );
}
