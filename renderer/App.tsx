import { ConnectionPage } from './shell/ConnectionPage.tsx';
import { StartGuide } from './start-guide/StartGuide.tsx';
import { LiveRegion } from './shell/LiveRegion.tsx';
import { PreparedRegion } from './shell/PreparedRegion.tsx';
import { Overlays } from './shell/Overlays.tsx';
import { StatusBar } from './shell/StatusBar.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { useConnection } from './stores/connection.ts';
import { useSettings } from './stores/settings.ts';
import { useTheme } from './theme/use-theme.ts';
import { Workspace } from './workspace/Workspace.tsx';
import './app.css';

/** The whole page. Panels come once the saved workspace and the instruments are known. */
export function App() {
  useTheme();
  const state = useConnection((connection) => connection.state);
  const venue = useConnection((connection) => connection.welcome?.venue ?? 'local');
  const greeted = useConnection((connection) => connection.welcome !== null);
  const loaded = useSettings((settings) => settings.loaded);
  return (
    <div className="app" data-connection={state} data-venue={venue}>
      <TopBar />
      <main className="app-workspace">
        <div className="app-panels">{greeted && loaded && <Workspace />}</div>
        <ConnectionPage />
      </main>
      <StatusBar />
      <Overlays />
      <StartGuide />
      <LiveRegion />
      <PreparedRegion />
    </div>
  );
}
