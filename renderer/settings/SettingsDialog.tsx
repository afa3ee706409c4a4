import { useState } from 'react';
import { Button, RestoreButton, Segmented, Select, Spacer } from '../components/index.ts';
import { Dialog } from '../components/Dialog.tsx';
import { useCommands } from '../keyboard/commands.ts';
import { keysOf } from '../keyboard/keymap.ts';
import { runCommand } from '../keyboard/run-command.ts';
import { announce } from '../stores/notices.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { settingsText as words } from '../text/settings.ts';
import { loadJsonFile, saveJsonFile } from '../workspace/json-files.ts';
import { INITIAL_SETTINGS, SETTINGS } from './definitions.ts';
import { contentsFound } from './contents.ts';
import type { Setting, SettingId } from './definitions.ts';
import { readSettings, settingsFile } from './settings-file.ts';
import { setSetting, useSettingValues } from './settings-store.ts';
import './settings-dialog.css';

const FILE_NAME = 'securetrade-settings.json';
/** This many choices are shown side by side; more open as a list. */
const SEGMENTS_MAX = 4;

/** Every setting, searchable, and the way to what has a dialog of its own. */
export function SettingsDialog() {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const matches = (...texts: readonly string[]): boolean =>
    texts.join(' ').toLowerCase().includes(wanted);
  const found = SETTINGS.filter((one) => matches(one.title, one.help, ...choicesIn(one)));
  const sections = [...new Set(found.map(({ id }) => sectionOf(id)))];
  const links = useLinks()
    .map((link) => ({ ...link, contents: contentsFound(link.id, wanted) }))
    .filter(({ title, help, contents }) => contents.length > 0 || matches(title, help));
  return (
    <Dialog title={words.title} onClose={closeOverlay}>
      <div className="dialog-content settings" data-testid="settings">
        <input
          type="search"
          className="input settings-search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          autoFocus
        />
        {found.length + links.length === 0 && <p className="dim">{words.noMatch(search)}</p>}
        {sections.map((section) => (
          <section key={section} aria-label={words.sections[section]}>
            <h3 className="settings-heading">{words.sections[section]}</h3>
            {found
              .filter(({ id }) => sectionOf(id) === section)
              .map((setting) => (
                <SettingRow key={setting.id} setting={setting} />
              ))}
          </section>
        ))}
        {links.length > 0 && (
          <section aria-label={words.sections.elsewhere}>
            <h3 className="settings-heading">{words.sections.elsewhere}</h3>
            {links.map((link) => (
              <LinkRow key={link.id} {...link} />
            ))}
          </section>
        )}
      </div>
      <Foot />
    </Dialog>
  );
}

/** The words of what can be chosen: who looks for "dark" wants the theme. */
function choicesIn(setting: Setting<SettingId>): readonly string[] {
  return setting.kind === 'switch' ? [] : setting.choices.map(({ text }) => text);
}

type Section = Exclude<keyof typeof words.sections, 'elsewhere'>;

function sectionOf(id: SettingId): Section {
  return id.startsWith('help.') ? 'help' : 'appearance';
}

function SettingRow({ setting }: { readonly setting: Setting<SettingId> }) {
  const value = useSettingValues((values) => values[setting.id]);
  const { id, title, help, initial } = setting;
  return (
    <div className="settings-row" data-setting={id}>
      <div className="settings-words">
        <span>{title}</span>
        <span className="dim settings-help">{help}</span>
      </div>
      <Control setting={setting} />
      <RestoreButton
        label={title}
        isAsAtFirst={value === initial}
        run={() => {
          setSetting(id, initial);
          announce('info', words.restored(title));
        }}
      />
    </div>
  );
}

function Control({ setting }: { readonly setting: Setting<SettingId> }) {
  const value = useSettingValues((values) => values[setting.id]);
  const { id, title } = setting;
  if (setting.kind === 'switch') {
    const choices = [
      { value: 'on', text: words.on },
      { value: 'off', text: words.off },
    ];
    const chosen = value === true ? 'on' : 'off';
    const choose = (text: string): void => setSetting(id, text === 'on');
    return <Segmented label={title} value={chosen} choices={choices} onChange={choose} />;
  }
  const { choices } = setting;
  const choose = (text: string): void => setSetting(id, text);
  if (choices.length > SEGMENTS_MAX) {
    return <Select label={title} value={String(value)} choices={choices} onChange={choose} />;
  }
  return <Segmented label={title} value={String(value)} choices={choices} onChange={choose} />;
}

interface Link {
  readonly id: string;
  readonly title: string;
  readonly help: string;
}

/** Dialogs that are there now: those of the desktop are not in a browser. */
function useLinks(): readonly Link[] {
  const commands = useCommands((store) => store.commands);
  return Object.entries(words.links)
    .filter(([id]) => commands.has(id))
    .map(([id, link]) => ({ id, ...link }));
}

function LinkRow({ id, title, help, contents }: Link & { readonly contents: readonly string[] }) {
  const keys = keysOf(id);
  return (
    <div className="settings-row" data-setting={id}>
      <div className="settings-words">
        <span>{title}</span>
        <span className="dim settings-help">{help}</span>
        {contents.length > 0 && (
          <span className="settings-help settings-contents">{words.contents(contents)}</span>
        )}
      </div>
      <Button
        small
        title={keys ?? ''}
        aria-label={`${words.openIt}: ${title}`}
        onClick={() => {
          const command = useCommands.getState().commands.get(id);
          closeOverlay();
          if (command !== undefined) runCommand(command);
        }}
      >
        {words.openIt}
      </Button>
    </div>
  );
}

function Foot() {
  const importFile = async (): Promise<void> => {
    const file = await loadJsonFile();
    if (file === null) return;
    const read = readSettings(file);
    if (read === null) {
      announce('error', words.notImported);
      return;
    }
    for (const problem of read.problems) announce('warning', problem, 'terminal.settings');
    useSettingValues.setState(read.values);
    const { settings } = settingsFile(read.values);
    announce('info', words.imported(Object.keys(settings).length));
  };
  return (
    <div className="settings-foot">
      <Button
        small
        onClick={() => {
          useSettingValues.setState(INITIAL_SETTINGS);
          announce('info', words.allRestored);
        }}
      >
        {words.restoreAll}
      </Button>
      <Spacer />
      <Button small onClick={() => void importFile()}>
        {words.importFile}
      </Button>
      <Button
        small
        onClick={() => saveJsonFile(FILE_NAME, settingsFile(useSettingValues.getState()))}
      >
        {words.exportFile}
      </Button>
    </div>
  );
}
