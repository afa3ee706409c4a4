import { Dialog } from '../components/Dialog.tsx';
import { Button, KeyHint } from '../components/index.ts';
import { chordLabel } from '../keyboard/chord.ts';
import { useCommands } from '../keyboard/commands.ts';
import { useKeymap } from '../keyboard/keymap.ts';
import { closeOverlay, openOverlay } from '../stores/overlay.ts';
import { TEXT } from '../text/en.ts';
import { keymapText } from '../text/keymap.ts';
import './key-list.css';

/** All keys and what they do. */
export function KeyList() {
  const bindings = useKeymap((keymap) => keymap.bindings);
  const commands = useCommands((store) => store.commands);
  return (
    <Dialog title={TEXT.keys.title} onClose={closeOverlay}>
      <div className="dialog-content">
        <p className="dim key-list-intro">
          {TEXT.keys.intro}{' '}
          <Button small onClick={() => openOverlay('keymap')}>
            {keymapText.open}
          </Button>
        </p>
        <dl className="key-list">
          {bindings.map(({ key, command }) => (
            <div key={key} className="key-list-row">
              <dt>
                <KeyHint keys={chordLabel(key)} />
              </dt>
              <dd className={commands.has(command) ? '' : 'faint'} title={command}>
                {commands.get(command)?.title ?? TEXT.keys.unbound}
              </dd>
            </div>
          ))}
          <div className="key-list-row">
            <dt>
              <KeyHint keys={TEXT.keys.letters} />
            </dt>
            <dd>{TEXT.keys.lettersText}</dd>
          </div>
          <div className="key-list-row">
            <dt>
              <KeyHint keys={TEXT.keys.digits} />
            </dt>
            <dd>{TEXT.keys.digitsText}</dd>
          </div>
        </dl>
      </div>
    </Dialog>
  );
}
