import { Command, useCommandState } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import { KeyHint } from '../components/index.ts';
import { closeOverlay } from '../stores/overlay.ts';
import './search-dialog.css';

export interface SearchItem {
  readonly id: string;
  readonly text: string;
  /** Said after the text, dimmed: a name, a price. */
  readonly detail?: ReactNode;
  /** More words that find it. */
  readonly keywords?: readonly string[];
  readonly keys?: string | null;
  readonly choose: () => void;
  /** What it does takes a while: the dialog stays open, and `choose` closes it. */
  readonly isLasting?: boolean;
}

export interface SearchGroup {
  readonly heading: string;
  readonly items: readonly SearchItem[];
}

/** A field and a list: type, move with the arrows, Enter chooses, Esc backs out. */
export function SearchDialog({
  title,
  placeholder,
  empty,
  seed,
  groups,
  filter,
  upperCase = false,
  onSearch,
  foot,
}: {
  readonly title: string;
  readonly placeholder: string;
  readonly empty: string;
  readonly seed: string;
  readonly groups: readonly SearchGroup[];
  /** Symbols are upper case, whatever is typed. */
  readonly upperCase?: boolean;
  /** How well `search` finds an item of that id, 0 for not at all; the widget's own by default. */
  /** Hears what is typed. */
  readonly onSearch?: (search: string) => void;
  /** A line below the list. */
  readonly foot?: ReactNode;
  readonly filter?: (id: string, search: string, keywords?: string[]) => number;
}) {
  const [search, setSearch] = useState(seed);
  /** Acts when the dialog is gone: what opens a menu or another dialog takes the focus with it. */
  const chosen = useRef<(() => void) | null>(null);
  const root = useRef<HTMLDivElement>(null);
  return (
    <Dialog kind="search" title={title} onClose={closeOverlay} onClosed={() => chosen.current?.()}>
      <Command ref={root} label={title} loop {...(filter !== undefined && { filter })}>
        <Command.Input
          className="search-input"
          placeholder={placeholder}
          value={search}
          onValueChange={(text) => {
            const typed = upperCase ? text.toUpperCase() : text;
            setSearch(typed);
            onSearch?.(typed);
          }}
          autoFocus
        />
        <Command.List className="search-list">
          <Command.Empty className="empty-text">{empty}</Command.Empty>
          {groups
            .filter((group) => group.items.length > 0)
            .map((group) => (
              <Command.Group key={group.heading} heading={group.heading}>
                {group.items.map((item) => (
                  <SearchRow
                    key={item.id}
                    item={item}
                    onSelect={() => {
                      if (item.isLasting === true) {
                        item.choose();
                        return;
                      }
                      chosen.current = item.choose;
                      closeOverlay();
                    }}
                  />
                ))}
              </Command.Group>
            ))}
        </Command.List>
        {foot}
        <ActiveRow root={root} />
      </Command>
    </Dialog>
  );
}

/**
 * Names the row that Enter would choose to screen readers. The widget does so only after arrow keys,
 * not for the row that typing has brought to the top.
 */
function ActiveRow({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  const chosen = useCommandState((state) => state.value);
  useEffect(() => {
    const rows = root.current?.querySelectorAll('[role="option"]') ?? [];
    const row = [...rows].find((one) => one.getAttribute('data-value') === chosen);
    const field = root.current?.querySelector('[role="combobox"]');
    if (row === undefined) field?.removeAttribute('aria-activedescendant');
    else field?.setAttribute('aria-activedescendant', row.id);
  });
  return null;
}

function SearchRow(props: { readonly item: SearchItem; readonly onSelect: () => void }) {
  const { item, onSelect } = props;
  const { keys = null } = item;
  return (
    <Command.Item
      className="search-item"
      value={item.id}
      keywords={[item.text, ...(item.keywords ?? [])]}
      onSelect={onSelect}
    >
      <span className="search-text">{item.text}</span>
      {item.detail !== undefined && <span className="search-detail">{item.detail}</span>}
      {keys !== null && <KeyHint keys={keys} />}
    </Command.Item>
  );
}
