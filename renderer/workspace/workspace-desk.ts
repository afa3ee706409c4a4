/** Named workspaces: documents of the engine, which every window lists, and this window's use of them. */
import type { EngineClient } from '../client/engine-client.ts';
import { RefusalError, problemText } from '../client/errors.ts';
import { announce } from '../stores/notices.ts';
import { workspaceText } from '../text/workspace.ts';
import { loadJsonFile, saveJsonFile } from './json-files.ts';
import { template } from './templates.ts';
import type { TemplateName } from './templates.ts';
import { useWindow } from './window-store.ts';
import { showWorkspace, workspaceNow, workspaceSize } from './workspace-api.ts';
import { readWorkspace } from './workspace-file.ts';
import type { WorkspaceFile } from './workspace-file.ts';

const KIND = 'workspace';
const NAME_CHARS_MAX = 48;

/** Why a name is none for a workspace, or null. */
export function nameProblem(name: string, names: readonly string[]): string | null {
  if (name.trim() !== name || name === '' || name.length > NAME_CHARS_MAX || /\p{C}/u.test(name)) {
    return workspaceText.nameWrong;
  }
  return names.includes(name) ? workspaceText.nameTaken(name) : null;
}

export class WorkspaceDesk {
  readonly #client: EngineClient;
  readonly #undo: (() => void)[];

  constructor(client: EngineClient) {
    this.#client = client;
    this.#undo = [
      client.onState(({ state }) => {
        if (state === 'ready') this.#list();
      }),
      client.onDocument(({ kind }) => {
        if (kind === KIND) this.#list();
      }),
    ];
  }

  dispose(): void {
    for (const stop of this.#undo) stop();
  }

  /** Shows a workspace in this window. */
  use(name: string): void {
    this.#try(async () => {
      const workspace = await this.#load(name);
      if (workspace === null) throw new Error(workspaceText.notImported);
      showWorkspace(workspace);
      useWindow.setState({ name });
      announce('info', workspaceText.switched(name));
    });
  }

  useTemplate(name: TemplateName): void {
    const { width, height } = workspaceSize();
    showWorkspace(template(name, width, height));
    useWindow.setState({ name: null });
    announce('info', workspaceText.switched(workspaceText.templateNames[name]));
  }

  /** Keeps what this window shows under a name; a new one must not be taken. */
  save(name: string, isNew: boolean): void {
    const workspace = workspaceNow();
    if (workspace === null) return;
    this.#try(async () => {
      await this.#put(name, workspace, isNew);
      useWindow.setState({ name });
      announce('info', workspaceText.saved(name));
    });
  }

  rename(before: string, name: string): void {
    this.#try(async () => {
      const workspace = await this.#load(before);
      if (workspace === null) throw new Error(workspaceText.notImported);
      await this.#put(name, workspace, true);
      await this.#client.send({
        type: 'document.delete',
        kind: KIND,
        name: before,
        baseRevision: null,
      });
      if (useWindow.getState().name === before) useWindow.setState({ name });
      announce('info', workspaceText.renamed(before, name));
    });
  }

  remove(name: string): void {
    this.#try(async () => {
      await this.#client.send({ type: 'document.delete', kind: KIND, name, baseRevision: null });
      if (useWindow.getState().name === name) useWindow.setState({ name: null });
      announce('info', workspaceText.removed(name));
    });
  }

  exportFile(name: string): void {
    this.#try(async () => {
      const workspace = await this.#load(name);
      if (workspace !== null) saveJsonFile(`${name}.workspace.json`, { name, ...workspace });
    });
  }

  /** A file's workspace under its own name, or one that is free. */
  importFile(): void {
    this.#try(async () => {
      const file = await loadJsonFile();
      if (file === null) return;
      const workspace = readWorkspace(file);
      if (workspace === null) throw new Error(workspaceText.notImported);
      const name = freeName(nameIn(file), useWindow.getState().names);
      await this.#put(name, workspace, true);
      announce('info', workspaceText.imported(name));
    });
  }

  #list(): void {
    this.#try(async () => {
      const { documents } = await this.#client.send({ type: 'document.list', kind: KIND });
      useWindow.setState({ names: documents.map(({ name }) => name) });
    });
  }

  async #load(name: string): Promise<WorkspaceFile | null> {
    const { document } = await this.#client.send({ type: 'document.get', kind: KIND, name });
    if (document === null) return null;
    // The engine keeps JSON text only.
    return readWorkspace(JSON.parse(document.value));
  }

  async #put(name: string, workspace: WorkspaceFile, isNew: boolean): Promise<void> {
    const baseRevision = isNew ? 0 : null;
    const value = JSON.stringify(workspace);
    await this.#client.send({ type: 'document.put', kind: KIND, name, value, baseRevision });
  }

  #try(act: () => Promise<void>): void {
    act().catch((problem: unknown) => {
      const isTaken =
        problem instanceof RefusalError && problem.refusal.code === 'store.document_stale';
      const why = isTaken ? workspaceText.taken : problemText(problem);
      announce('error', workspaceText.failed(why), 'terminal.workspace');
    });
  }
}

function nameIn(file: unknown): string {
  const named = typeof file === 'object' && file !== null && 'name' in file ? file.name : null;
  const name = typeof named === 'string' ? named.trim() : '';
  return nameProblem(name, []) === null ? name : workspaceText.importedName;
}

/** The name, or with the first number that makes it free. */
export function freeName(name: string, names: readonly string[]): string {
  let free = name;
  for (let i = 2; names.includes(free); i += 1) {
    free = `${name.slice(0, NAME_CHARS_MAX - 4)} ${String(i)}`;
  }
  return free;
}
