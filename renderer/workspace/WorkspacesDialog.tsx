import { useState } from 'react';
import { Button, IconButton, Spacer } from '../components/index.ts';
import { Dialog } from '../components/Dialog.tsx';
import { closeOverlay } from '../stores/overlay.ts';
import { workspaceText as words } from '../text/workspace.ts';
import { openAnotherWindow } from './open-window.ts';
import { TEMPLATES } from './templates.ts';
import { useWindow } from './window-store.ts';
import { nameProblem } from './workspace-desk.ts';
import type { WorkspaceDesk } from './workspace-desk.ts';
import { useWorkspaceDesk } from './workspace-context.ts';
import './workspaces-dialog.css';

/** Own workspaces and templates: use, save, rename, delete, export, import. */
export function WorkspacesDialog() {
  const desk = useWorkspaceDesk();
  const { names, name } = useWindow();
  return (
    <Dialog title={words.title} onClose={closeOverlay}>
      <div className="dialog-content workspaces" data-testid="workspaces">
        <SaveAs desk={desk} names={names} />
        <h3 className="workspaces-heading">{words.own}</h3>
        {names.length === 0 && <p className="dim">{words.empty}</p>}
        <ul className="workspaces-list">
          {names.map((one) => (
            <OwnRow key={one} desk={desk} name={one} names={names} isUsed={one === name} />
          ))}
        </ul>
        <h3 className="workspaces-heading">{words.templates}</h3>
        <ul className="workspaces-list">
          {TEMPLATES.map((one) => (
            <li key={one} className="workspaces-row">
              <span className="workspaces-name">{words.templateNames[one]}</span>
              <Button
                small
                aria-label={`${words.use} ${words.templateNames[one]}`}
                onClick={() => {
                  closeOverlay();
                  desk.useTemplate(one);
                }}
              >
                {words.use}
              </Button>
            </li>
          ))}
        </ul>
      </div>
      <div className="workspaces-foot">
        <Button small onClick={openAnotherWindow}>
          {words.newWindow}
        </Button>
        <Spacer />
        <Button small onClick={() => desk.importFile()}>
          {words.importFile}
        </Button>
      </div>
    </Dialog>
  );
}

function SaveAs({
  desk,
  names,
}: {
  readonly desk: WorkspaceDesk;
  readonly names: readonly string[];
}) {
  const [name, setName] = useState('');
  const problem = name === '' ? null : nameProblem(name, names);
  return (
    <form
      className="workspaces-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (nameProblem(name, names) !== null) return;
        desk.save(name, true);
        setName('');
      }}
    >
      <input
        className="input workspaces-name"
        aria-label={words.name}
        placeholder={words.namePlaceholder}
        aria-invalid={problem !== null}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoFocus
      />
      <Button small type="submit" disabled={name === '' || problem !== null}>
        {words.saveAs}
      </Button>
      <span className="error" role="status">
        {problem}
      </span>
    </form>
  );
}

function OwnRow({
  desk,
  name,
  names,
  isUsed,
}: {
  readonly desk: WorkspaceDesk;
  readonly name: string;
  readonly names: readonly string[];
  readonly isUsed: boolean;
}) {
  const [next, setNext] = useState<string | null>(null);
  if (next !== null) {
    const problem = nameProblem(
      next,
      names.filter((one) => one !== name),
    );
    return (
      <li>
        <form
          className="workspaces-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (problem !== null) return;
            if (next !== name) desk.rename(name, next);
            setNext(null);
          }}
        >
          <input
            className="input workspaces-name"
            aria-label={`${words.rename} ${name}`}
            aria-invalid={problem !== null}
            value={next}
            onChange={(event) => setNext(event.target.value)}
            autoFocus
          />
          <Button small type="submit" disabled={problem !== null}>
            {words.rename}
          </Button>
          <span className="error" role="status">
            {problem}
          </span>
        </form>
      </li>
    );
  }
  return (
    <li className="workspaces-row" data-workspace={name}>
      <span className="workspaces-name">
        {name} {isUsed && <span className="dim">({words.current})</span>}
      </span>
      <Button
        small
        aria-label={`${words.use} ${name}`}
        onClick={() => {
          closeOverlay();
          desk.use(name);
        }}
      >
        {words.use}
      </Button>
      <Button small aria-label={`${words.save} ${name}`} onClick={() => desk.save(name, false)}>
        {words.save}
      </Button>
      <Button small aria-label={`${words.rename} ${name}`} onClick={() => setNext(name)}>
        {words.rename}
      </Button>
      <Button
        small
        aria-label={`${words.exportFile} ${name}`}
        onClick={() => desk.exportFile(name)}
      >
        {words.exportFile}
      </Button>
      <IconButton label={`${words.remove} ${name}`} onClick={() => desk.remove(name)}>
        ✕
      </IconButton>
    </li>
  );
}
