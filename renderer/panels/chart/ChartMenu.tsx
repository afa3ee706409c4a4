import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { Place } from '../../chart/overlays/chart-place.ts';

/** One thing that can be done where the menu was opened. */
export interface MenuItem {
  readonly text: string;
  readonly run: () => void;
}

/** Items that belong together; a line is drawn between groups. */
export type MenuGroup = readonly MenuItem[];

/** A menu at a place of the chart. Arrows move, Enter does, Esc and a click elsewhere close. */
export function ChartMenu(props: {
  readonly label: string;
  readonly at: Place;
  readonly groups: readonly MenuGroup[];
  readonly onClose: () => void;
}) {
  const { label, at, groups, onClose } = props;
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = menu.current;
    if (element === null) return undefined;
    keepInside(element, at);
    const before = document.activeElement;
    buttonsOf(element)[0]?.focus({ preventScroll: true });
    const closeElsewhere = (event: PointerEvent): void => {
      if (event.target instanceof Node && !element.contains(event.target)) onClose();
    };
    window.addEventListener('pointerdown', closeElsewhere, true);
    return () => {
      window.removeEventListener('pointerdown', closeElsewhere, true);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [at, onClose]);
  return (
    <div
      ref={menu}
      className="chart-menu"
      role="menu"
      aria-label={label}
      onKeyDown={(event) => {
        if (!moveFocus(event)) return;
        if (event.key === 'Escape' || event.key === 'Tab') onClose();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      {groups.map((group, index) => (
        // Groups have no name of their own and stay where they are while the menu is open.
        <div key={index} role="group">
          {group.map(({ text, run }) => (
            <button
              key={text}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                onClose();
                run();
              }}
            >
              {text}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}

function buttonsOf(menu: HTMLElement): readonly HTMLButtonElement[] {
  return [...menu.querySelectorAll('button')];
}

/** Keys of a menu are its own, so that none of them trades. True when the key was one of its keys. */
function moveFocus(event: KeyboardEvent<HTMLElement>): boolean {
  event.stopPropagation();
  const buttons = buttonsOf(event.currentTarget);
  const at = buttons.findIndex((button) => button === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to !== undefined) buttons[(to + buttons.length) % buttons.length]?.focus();
  const isOwn = to !== undefined || event.key === 'Escape' || event.key === 'Tab';
  if (isOwn) event.preventDefault();
  return isOwn;
}

/** Puts the menu where it was asked for, or as near to it as it is seen whole. */
function keepInside(menu: HTMLElement, { x, y }: Place): void {
  const room = menu.parentElement;
  if (room === null) return;
  const left = Math.max(0, Math.min(x, room.clientWidth - menu.offsetWidth));
  const top = Math.max(0, Math.min(y, room.clientHeight - menu.offsetHeight));
  menu.style.left = `${String(left)}px`;
  menu.style.top = `${String(top)}px`;
}
