import { registerCommand } from '../keyboard/commands.ts';
import type { Command } from '../keyboard/commands.ts';
import { announce } from '../stores/notices.ts';
import { openOverlay } from '../stores/overlay.ts';
import { useTerminal } from '../stores/terminal.ts';
import { workspaceText as words } from '../text/workspace.ts';
import { groupOf, isLinkedPanel, linkPanel, nextGroup, useLinks } from './links.ts';
import { openAnotherWindow } from './open-window.ts';
import { PANELS_OF_A_KIND_MAX, isRepeated, titleOf } from './panel-key.ts';
import { TEMPLATES } from './templates.ts';
import { useWindow } from './window-store.ts';
import { openAnotherPanel } from './workspace-api.ts';
import type { WorkspaceDesk } from './workspace-desk.ts';

/** Adds the commands of workspaces, one for each that there is. Returns what removes them. */
export function registerWorkspaceCommands(desk: WorkspaceDesk): () => void {
  const fixed = [...general(desk), ...templates(desk)].map(registerCommand);
  let own: (() => void)[] = [];
  const addOwn = (names: readonly string[]): void => {
    for (const remove of own) remove();
    own = names.map((name) =>
      registerCommand({
        id: `workspace.use.${name}`,
        title: words.commands.switchTo(name),
        run: () => desk.use(name),
      }),
    );
  };
  addOwn(useWindow.getState().names);
  const stop = useWindow.subscribe(({ names }, before) => {
    if (names !== before.names) addOwn(names);
  });
  return () => {
    stop();
    for (const remove of [...fixed, ...own]) remove();
  };
}

function general(desk: WorkspaceDesk): readonly Command[] {
  return [
    { id: 'workspace.open', title: words.open, run: () => openOverlay('workspaces') },
    {
      id: 'workspace.save',
      title: words.commands.save,
      run: () => {
        const { name } = useWindow.getState();
        if (name === null) openOverlay('workspaces');
        else desk.save(name, false);
      },
    },
    { id: 'window.open', title: words.commands.newWindow, run: openAnotherWindow },
    {
      id: 'link.next',
      title: words.commands.nextGroup,
      when: () => isLinkedPanel(useTerminal.getState().focusedKey),
      run: () => {
        const { focusedKey } = useTerminal.getState();
        const group = nextGroup(useLinks.getState(), focusedKey);
        linkPanel(focusedKey, group);
        announce('info', words.link.changed(titleOf(focusedKey), words.link.groups[group]));
      },
    },
    {
      id: 'panel.another',
      title: words.commands.anotherPanel,
      when: () => isRepeated(useTerminal.getState().focusedPanel),
      run: () => {
        if (!openAnotherPanel()) {
          announce('warning', words.noMorePanels(PANELS_OF_A_KIND_MAX));
          return;
        }
        const { focusedKey } = useTerminal.getState();
        const group = groupOf(useLinks.getState(), focusedKey);
        announce('info', words.link.changed(titleOf(focusedKey), words.link.groups[group]));
      },
    },
  ];
}

function templates(desk: WorkspaceDesk): readonly Command[] {
  return TEMPLATES.map((name) => ({
    id: `workspace.template.${name}`,
    title: words.commands.switchTo(`${words.templateNames[name]} (${words.template})`),
    run: () => desk.useTemplate(name),
  }));
}
