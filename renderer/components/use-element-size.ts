import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import { useTerminal } from '../stores/terminal.ts';

/** Height of a table row by density, in px; theme/tokens.css has the same. */
const ROW_HEIGHT = { compact: 22, comfortable: 28 } as const;
/** Column widths are given for the compact text of 12 px; the comfortable one has 13 px. */
const COLUMN_SCALE = { compact: 1, comfortable: 1.12 } as const;

/** Size of an element's content box in px, followed as it changes; 0 before the first layout. */
export function useElementSize(ref: RefObject<HTMLElement | null>): {
  readonly width: number;
  readonly height: number;
} {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) =>
        before.width === width && before.height === height ? before : { width, height },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** Height of a table row at the present density, in px. */
export function useRowHeight(): number {
  return useTerminal((terminal) => ROW_HEIGHT[terminal.density]);
}

/** What column widths are multiplied by at the present density. */
export function useColumnScale(): number {
  return useTerminal((terminal) => COLUMN_SCALE[terminal.density]);
}
