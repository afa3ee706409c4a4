import '@fontsource-variable/inter/wght.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-mono/500.css';
import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { EngineClient } from './client/engine-client.ts';
import { EngineContext } from './client/engine-context.ts';
import { watchPresses } from './client/environment.ts';
import { problemText } from './client/errors.ts';
import { followUpkeep } from './data/upkeep-store.ts';
import { followMarket } from './connections/follow-market.ts';
import { followVenue } from './connections/venue-store.ts';
import { followExports } from './exports/export-job.ts';
import { followImports } from './imports/import-job.ts';
import { keepKeymap } from './keyboard/keep-keymap.ts';
import { startKeyboard } from './keyboard/start-keyboard.ts';
import { keepSettingsDocument } from './settings/keep-settings.ts';
import { keepSignals } from './signals/keep-signals.ts';
import { watchSignals } from './signals/watch-signals.ts';
import { announceConnection } from './shell/announce-connection.ts';
import { followAdvisor } from './shell/follow-advisor.ts';
import { followAlerts } from './shell/follow-alerts.ts';
import { announceExecutions } from './shell/announce-executions.ts';
import { connectStores } from './stores/connect-stores.ts';
import { announce } from './stores/notices.ts';
import { keepTableViews } from './stores/keep-table-views.ts';
import { keepSettings } from './stores/settings.ts';
import { keepPreferences } from './trading/keep-preferences.ts';
import { tradingActions } from './trading/wire.ts';
import { followLinks } from './workspace/links.ts';
import { WorkspaceContext } from './workspace/workspace-context.ts';
import { registerWorkspaceCommands } from './workspace/workspace-commands.ts';
import { WorkspaceDesk } from './workspace/workspace-desk.ts';
import { instrumentOf } from './stores/market.ts';
import { registerWatchlistCommands } from './watchlists/watchlist-commands.ts';
import { keepWatchlists } from './watchlists/watchlists-store.ts';
import { chooseTransport } from './transport/choose-transport.ts';

// All of these live as long as the page; reloading it is what ends them.
watchPresses(window);
const client = new EngineClient(chooseTransport(), 'terminal');
connectStores(client);
followMarket(client);
followVenue(client);
announceExecutions(client);
announceConnection();
followAlerts(client);
followAdvisor(client);
followExports(client);
followImports(client);
followUpkeep(client);
keepSettings(client);
keepSettingsDocument(client);
keepWatchlists(client);
registerWatchlistCommands();
keepPreferences(client);
keepTableViews(client);
keepSignals(client);
watchSignals(client);
tradingActions(client);
keepKeymap(client);
startKeyboard(client, window);
const workspaces = new WorkspaceDesk(client);
registerWorkspaceCommands(workspaces);
followLinks((symbol) => instrumentOf(symbol) !== null);
client.start();

// A fault of the page is told where the user looks, not only in the developer tools.
window.addEventListener('error', (event) => announce('error', event.message, 'terminal.fault'));
window.addEventListener('unhandledrejection', (event) => {
  announce('error', problemText(event.reason), 'terminal.fault');
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <EngineContext value={client}>
    <WorkspaceContext value={workspaces}>
      <App />
    </WorkspaceContext>
  </EngineContext>,
);
