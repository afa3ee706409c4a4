import { useNotices } from '../stores/notices.ts';

/** Notices that stay in the region: as many as can come at once, so that none is missed. */
const SPOKEN_MAX = 6;

/**
 * Reads notices to screen readers: fills, rejects, alerts, what a key did and why it did not. A log, so
 * that of several at once each is read; errors interrupt.
 */
export function LiveRegion() {
  const notices = useNotices((store) => store.notices);
  const newest = notices.slice(0, SPOKEN_MAX).reverse();
  return (
    <>
      <div
        className="unseen"
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        data-testid="live-region"
      >
        {newest
          .filter(({ level }) => level !== 'error')
          .map(({ id, text }) => (
            <p key={id}>{text}</p>
          ))}
      </div>
      <div className="unseen" role="alert" aria-live="assertive" aria-atomic="false">
        {newest
          .filter(({ level }) => level === 'error')
          .map(({ id, text }) => (
            <p key={id}>{text}</p>
          ))}
      </div>
    </>
  );
}
