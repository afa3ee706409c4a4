import { Button, IconButton, KeyHint, classNames } from '../components/index.ts';
import { chordLabel, chordOf } from '../keyboard/chord.ts';
import { useCommands } from '../keyboard/commands.ts';
import type { Command } from '../keyboard/commands.ts';
import { resetCommand, sameKeymap, unbind, withSend } from '../keyboard/keymap-edit.ts';
import { DEFAULT_KEYMAP, useKeymap } from '../keyboard/keymap.ts';
import type { KeyBinding } from '../keyboard/keymap.ts';
import { keymapText } from '../text/keymap.ts';
import { useKeymapEdit } from './keymap-edit-store.ts';

/** One command with its keys. */
export function CommandRow({ command }: { readonly command: Command }) {
  const bindings = useKeymap((keymap) => keymap.bindings);
  const capturing = useKeymapEdit((edit) => edit.capturing === command.id);
  const change = useKeymapEdit((edit) => edit.change);
  const { id, title } = command;
  const own = bindings.filter((binding) => binding.command === id);
  const defaults = DEFAULT_KEYMAP.bindings.filter((binding) => binding.command === id);
  const isChanged = !sameKeymap(own, defaults);
  return (
    <div className="keymap-row" role="row" data-command={id}>
      <span role="cell" title={id}>
        {title}
        {isChanged && <span className="faint"> {keymapText.changed}</span>}
      </span>
      <span role="cell" className="keymap-keys">
        {capturing ? <Capture title={title} /> : <Keys command={command} own={own} />}
        {!capturing && isChanged && (
          <IconButton
            label={keymapText.resetOne(title)}
            onClick={() => change(resetCommand(bindings, id))}
          >
            ↺
          </IconButton>
        )}
      </span>
      <span role="cell" className="keymap-send">
        {command.prepares === true && (
          <input
            type="checkbox"
            aria-label={`${keymapText.columns.send}: ${title}`}
            title={keymapText.sendTitle}
            disabled={own.length === 0}
            checked={own.some(({ send }) => send === true)}
            onChange={(event) => change(withSend(bindings, id, event.target.checked))}
          />
        )}
      </span>
    </div>
  );
}

function Keys(props: { readonly command: Command; readonly own: readonly KeyBinding[] }) {
  const { id, title } = props.command;
  const { capture, change } = useKeymapEdit();
  const bindings = useKeymap((keymap) => keymap.bindings);
  const isBound = props.own.length > 0;
  const keys = isBound ? props.own.map(({ key }) => chordLabel(key)).join(' ') : keymapText.none;
  return (
    <>
      <button
        type="button"
        className="keymap-change"
        aria-label={`${keymapText.change(title)}, ${keys}`}
        onClick={() => capture(id)}
      >
        {isBound ? (
          props.own.map(({ key }) => <KeyHint key={key} keys={chordLabel(key)} />)
        ) : (
          <span className="faint">{keymapText.none}</span>
        )}
      </button>
      {isBound && (
        <IconButton label={keymapText.remove(title)} onClick={() => change(unbind(bindings, id))}>
          ✕
        </IconButton>
      )}
    </>
  );
}

/** Listens for the command's new keys; asks before it takes those of another command. */
function Capture({ title }: { readonly title: string }) {
  const { conflict, said, press, stop } = useKeymapEdit();
  const holder = useCommands((store) =>
    conflict === null ? '' : (store.commands.get(conflict.command)?.title ?? conflict.command),
  );
  if (conflict !== null) {
    const keys = chordLabel(conflict.key);
    return (
      <span className="keymap-conflict" role="alert">
        <span className="warn">{keymapText.conflict(keys, holder)}</span>
        <Button small tone="accent" autoFocus onClick={() => press(conflict.key, true)}>
          {keymapText.take(keys)}
        </Button>
        <Button small onClick={stop}>
          {keymapText.keep}
        </Button>
      </span>
    );
  }
  return (
    <span
      ref={(element) => element?.focus()}
      className={classNames('keymap-capture', said !== '' && 'warn')}
      role="textbox"
      aria-readonly="true"
      aria-label={keymapText.change(title)}
      tabIndex={0}
      onKeyDown={(event) => {
        const chord = chordOf(event.nativeEvent);
        if (event.key === 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat && chord !== null) press(chord);
      }}
      onBlur={stop}
    >
      {said === '' ? keymapText.press : said}
    </span>
  );
}
