import { useMemo, useRef, useState } from 'react';
import { Button, Spacer } from '../components/index.ts';
import { Dialog } from '../components/Dialog.tsx';
import { chordLabel } from '../keyboard/chord.ts';
import { useCommands } from '../keyboard/commands.ts';
import type { Command } from '../keyboard/commands.ts';
import { keymapFile, keymapFromText } from '../keyboard/keymap-edit.ts';
import { DEFAULT_KEYMAP, useKeymap } from '../keyboard/keymap.ts';
import { saveJson } from '../panels/performance/save-json.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { keymapText } from '../text/keymap.ts';
import { CommandRow } from './CommandRow.tsx';
import { KeyTrial } from './KeyTrial.tsx';
import { useKeymapEdit } from './keymap-edit-store.ts';
import './keymap-dialog.css';

/** Every command with its keys: change, remove, reset, send at once, try, import and export. */
export function KeymapDialog() {
  const capturing = useKeymapEdit((edit) => edit.capturing !== null || edit.trying);
  const stop = useKeymapEdit((edit) => edit.stop);
  return (
    <Dialog
      title={keymapText.title}
      onClose={() => {
        // Esc leaves what listens for keys first.
        if (capturing) stop();
        else closeOverlay();
      }}
    >
      <div className="dialog-content keymap" data-testid="keymap-editor">
        <p className="dim keymap-intro">{keymapText.intro}</p>
        <KeyTrial />
        <CommandTable />
        <Foot />
      </div>
    </Dialog>
  );
}

function CommandTable() {
  const [search, setSearch] = useState('');
  const commands = useCommands((store) => store.commands);
  const bindings = useKeymap((keymap) => keymap.bindings);
  const rows = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    const keysOfCommand = (id: string): string[] =>
      bindings.filter(({ command }) => command === id).map(({ key }) => chordLabel(key));
    return [...commands.values()].filter((command) => {
      const words = `${command.title} ${command.id} ${keysOfCommand(command.id).join(' ')}`;
      return words.toLowerCase().includes(wanted);
    });
  }, [commands, bindings, search]);
  return (
    <>
      <input
        className="input keymap-search"
        type="search"
        aria-label={keymapText.search}
        placeholder={keymapText.search}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        autoFocus
      />
      <div className="keymap-table" role="table" aria-label={keymapText.title}>
        <div className="keymap-row keymap-heads dim" role="row">
          <span role="columnheader">{keymapText.columns.command}</span>
          <span role="columnheader">{keymapText.columns.keys}</span>
          <span role="columnheader">{keymapText.columns.send}</span>
        </div>
        <div className="keymap-rows" role="rowgroup" tabIndex={0} aria-label={keymapText.title}>
          {rows.map((command: Command) => (
            <CommandRow key={command.id} command={command} />
          ))}
        </div>
      </div>
    </>
  );
}

function Foot() {
  const picker = useRef<HTMLInputElement>(null);
  const { replaced, said, replaceAll, undo } = useKeymapEdit();
  const take = async (file: File): Promise<void> => {
    const { bindings, problems } = keymapFromText(await file.text());
    if (bindings.length === 0) {
      useKeymapEdit.setState({ said: keymapText.importFailed(problems.join('; ')) });
      return;
    }
    replaceAll(bindings, [keymapText.imported(bindings.length, problems.length), ...problems]);
  };
  return (
    <div className="keymap-foot">
      <span className="dim keymap-said" role="status">
        {said}
      </span>
      <Spacer />
      {replaced !== null && <Button onClick={undo}>{keymapText.undo}</Button>}
      <Button onClick={() => picker.current?.click()}>{keymapText.importKeys}</Button>
      <Button
        onClick={() => saveJson(keymapText.fileName, keymapFile(useKeymap.getState().bindings))}
      >
        {keymapText.exportKeys}
      </Button>
      <Button onClick={() => replaceAll(DEFAULT_KEYMAP.bindings, [keymapText.wasReset])}>
        {keymapText.reset}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={keymapText.importKeys}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void take(file);
        }}
      />
    </div>
  );
}
