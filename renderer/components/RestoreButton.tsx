import { settingsText } from '../text/settings.ts';

/** How a setting goes back to what it is at first. */
export interface Restore {
  readonly isAsAtFirst: boolean;
  readonly run: () => void;
}

/** Beside a setting; keeps its place where there is nothing to restore. `label`: the setting's name. */
export function RestoreButton({ label, isAsAtFirst, run }: Restore & { readonly label: string }) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`${label}: ${settingsText.restore}`}
      title={settingsText.restore}
      disabled={isAsAtFirst}
      onClick={run}
    >
      ↺
    </button>
  );
}
