import { useState } from 'react';
import { Button, RenameForm, Spacer, SureButton } from '../components/index.ts';
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
  const [renaming, setRenaming] = useState<string | null>(null);
  /** The row that has just been renamed, which has the keyboard. */
  const [fresh, setFresh] = useState<string | null>(null);
  const endRename = (at: string): void => {
    setFresh(at);
    setRenaming(null);
  };
  return (
    <Dialog
      title={words.title}
      onClose={() => {
        // Esc leaves the field of a name first.
        if (renaming === null) closeOverlay();
        else endRename(renaming);
      }}
    >
      <div className="dialog-content workspaces" data-testid="workspaces">
        <SaveAs desk={desk} names={names} />
        <h3 className="workspaces-heading">{words.own}</h3>
        {names.length === 0 && <p className="dim">{words.empty}</p>}
        <ul className="workspaces-list">
          {names.map((one) =>
            one === renaming ? (
              <RenameRow
                key={`rename ${one}`}
                name={one}
                others={names.filter((other) => other !== one)}
                onRename={(next) => {
                  if (next !== one) desk.rename(one, next);
                  endRename(next);
                }}
              />
            ) : (
              <OwnRow
                key={one}
                desk={desk}
                name={one}
                isUsed={one === name}
                isFresh={one === fresh}
                onRename={() => setRenaming(one)}
              />
            ),
          )}
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

function RenameRow({
  name,
  others,
  onRename,
}: {
  readonly name: string;
  readonly others: readonly string[];
  readonly onRename: (next: string) => void;
}) {
  return (
    <li>
      <RenameForm
        name={name}
        label={`${words.rename} ${name}`}
        button={words.rename}
        className="workspaces-row"
        inputClass="workspaces-name"
        problemOf={(next) => nameProblem(next, others) ?? ''}
        onRename={onRename}
      />
    </li>
  );
}

function OwnRow({
  desk,
  name,
  isUsed,
  isFresh,
  onRename,
}: {
  readonly desk: WorkspaceDesk;
  readonly name: string;
  readonly isUsed: boolean;
  readonly isFresh: boolean;
  readonly onRename: () => void;
}) {
  return (
    <li className="workspaces-row" data-workspace={name}>
      <span className="workspaces-name">
        {name} {isUsed && <span className="dim">({words.current})</span>}
      </span>
      <Button
        small
        aria-label={`${words.use} ${name}`}
        autoFocus={isFresh}
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
      <Button small aria-label={`${words.rename} ${name}`} onClick={onRename}>
        {words.rename}
      </Button>
      <Button
        small
        aria-label={`${words.exportFile} ${name}`}
        onClick={() => desk.exportFile(name)}
      >
        {words.exportFile}
      </Button>
      <SureButton
        text={words.remove}
        sure={words.removeSure}
        label={`${words.remove} ${name}`}
        onSure={(button) => {
          focusBeside(button);
          desk.remove(name);
        }}
      />
    </li>
  );
}

/** The row goes: the next one has the keyboard, or the one before, or where one names a new one. */
function focusBeside(button: HTMLElement): void {
  const row = button.closest('li');
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  const all = button.closest('.workspaces');
  (beside?.querySelector('button') ?? all?.querySelector('input'))?.focus();
}
