import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/**
 * Width in px inside an element, without its scroll bar; null before it was first measured. While the
 * element is not laid out, as behind another tab, the width from before stays.
 */
export function useClientWidth(element: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const measure = (): void => {
      if (measured.clientWidth > 0) setWidth(measured.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
