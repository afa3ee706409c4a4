import { Command } from 'cmdk';
import { useState } from 'react';
import type { ReactNode } from 'react';
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
  return (
    <Dialog kind="search" title={title} onClose={closeOverlay}>
      <Command label={title} loop {...(filter !== undefined && { filter })}>
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
                  <SearchRow key={item.id} item={item} />
                ))}
              </Command.Group>
            ))}
        </Command.List>
        {foot}
      </Command>
    </Dialog>
  );
}

function SearchRow({ item }: { readonly item: SearchItem }) {
  const { keys = null } = item;
  return (
    <Command.Item
      className="search-item"
      value={item.id}
      keywords={[item.text, ...(item.keywords ?? [])]}
      onSelect={() => {
        // Closed first, so that the focus is back in the panel when the command runs.
        if (item.isLasting !== true) closeOverlay();
        item.choose();
      }}
    >
      <span className="search-text">{item.text}</span>
      {item.detail !== undefined && <span className="search-detail">{item.detail}</span>}
      {keys !== null && <KeyHint keys={keys} />}
    </Command.Item>
  );
}
