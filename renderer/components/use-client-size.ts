import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/**
 * Width in px inside an element, without its scroll bar; null before it was first measured. While the
 * element is not laid out, as behind another tab, the width from before stays.
 */
export function useClientWidth(element: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useMeasured(element, ({ clientWidth }) => {
    if (clientWidth > 0) setWidth(clientWidth);
  });
  return width;
}

/** Height in px inside an element; null before it was first measured, 0 while it is not laid out. */
export function useClientHeight(element: RefObject<HTMLElement | null>): number | null {
  const [height, setHeight] = useState<number | null>(null);
  useMeasured(element, ({ clientHeight }) => setHeight(clientHeight));
  return height;
}

/** `take` is that of the first render. */
function useMeasured(
  element: RefObject<HTMLElement | null>,
  take: (element: HTMLElement) => void,
): void {
  const [first] = useState(() => take);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    first(measured);
    const observer = new ResizeObserver(() => first(measured));
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element, first]);
}
