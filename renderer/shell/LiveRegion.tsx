import { useNotices } from '../stores/notices.ts';

/** Reads the newest notice to screen readers: fills, rejects, what a key did and why it did not. */
export function LiveRegion() {
  const newest = useNotices((store) => store.notices[0] ?? null);
  return (
    <>
      <div className="unseen" role="status" aria-live="polite" data-testid="live-region">
        {newest !== null && newest.level !== 'error' && newest.text}
      </div>
      <div className="unseen" role="alert" aria-live="assertive">
        {newest?.level === 'error' && newest.text}
      </div>
    </>
  );
}
