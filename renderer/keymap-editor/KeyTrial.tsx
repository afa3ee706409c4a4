import { useState } from 'react';
import { Button } from '../components/index.ts';
import { chordOf } from '../keyboard/chord.ts';
import { keyOutlook } from '../keyboard/key-outlook.ts';
import { keymapText } from '../text/keymap.ts';
import { useKeymapEdit } from './keymap-edit-store.ts';

/** Says what a pressed key would do now, and does nothing. */
export function KeyTrial() {
  const trying = useKeymapEdit((edit) => edit.trying);
  const [words, setWords] = useState('');
  if (!trying) {
    return (
      <div className="keymap-trial">
        <Button
          onClick={() => {
            setWords('');
            useKeymapEdit.setState({ capturing: null, conflict: null, trying: true });
          }}
        >
          {keymapText.tryStart}
        </Button>
        <span className="dim" data-testid="key-trial">
          {words === '' ? keymapText.tryTitle : words}
        </span>
      </div>
    );
  }
  return (
    <div
      ref={(element) => element?.focus()}
      className="keymap-trial keymap-trial-on"
      role="application"
      aria-label={keymapText.tryTitle}
      tabIndex={0}
      onBlur={() => useKeymapEdit.setState({ trying: false })}
      onKeyDown={(event) => {
        const chord = chordOf(event.nativeEvent);
        if (event.key === 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (chord !== null && !event.repeat) setWords(keyOutlook(chord));
      }}
    >
      <span role="status" data-testid="key-trial">
        {words === '' ? keymapText.trying : words}
      </span>
    </div>
  );
}
