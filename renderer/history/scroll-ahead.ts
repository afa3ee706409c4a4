import type { UIEvent } from 'react';

/** Distance from the end, in px, at which the next page is asked for. */
const AHEAD_PX = 600;

/** Handles the scrolling of a table: asks for more before its end comes into view. */
export function scrollAhead(loadMore: () => void): (event: UIEvent<HTMLDivElement>) => void {
  return (event) => {
    if (!(event.target instanceof HTMLElement)) return;
    const { scrollTop, scrollHeight, clientHeight } = event.target;
    if (scrollTop + clientHeight > scrollHeight - AHEAD_PX) loadMore();
  };
}
