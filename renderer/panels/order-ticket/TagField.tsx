import { orderTicketText } from '../../text/order-ticket.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { LabeledField } from './LabeledField.tsx';

/** As long as the contract takes. */
const TAG_CHARS_MAX = 64;

/** A word on the order that history and exports can be filtered by; it stays for the next one. */
export function TagField() {
  const tag = useTicket((ticket) => ticket.tag);
  return (
    <LabeledField text={orderTicketText.tag}>
      <input
        className="input"
        aria-label={orderTicketText.tag}
        title={orderTicketText.tagTitle}
        placeholder={orderTicketText.tagNone}
        maxLength={TAG_CHARS_MAX}
        autoComplete="off"
        spellCheck={false}
        value={tag}
        onChange={(event) => useTicket.setState({ tag: event.target.value })}
      />
    </LabeledField>
  );
}
