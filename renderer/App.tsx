import { Workspace } from './workspace/Workspace.tsx';
import './app.css';

/** The whole page. */
export function App() {
  return (
    <div className="app">
      <main className="app-workspace">
        <Workspace />
      </main>
    </div>
  );
}
