import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../../../../renderer/keyboard/commands.ts';
import { installKeyboard } from '../../../../renderer/keyboard/dispatch.ts';

/** As much of an element as the keyboard looks at. */
class FakeElement extends EventTarget {
  readonly isContentEditable = false;
  readonly #selectors: readonly string[];
  blurred = false;

  /** `selectors`: the simple ones that match it. */
  constructor(...selectors: readonly string[]) {
    super();
    this.#selectors = selectors;
  }

  matches(selector: string): boolean {
    return selector.split(', ').some((each) => this.#selectors.includes(each));
  }

  closest(): null {
    return null;
  }

  blur(): void {
    this.blurred = true;
  }
}

/** A window as far as a key press passes through it: down, over an element, up again. */
class FakeWindow {
  readonly #listeners: { type: string; call: (event: Event) => void; capture: boolean }[] = [];
  /** What the focused element does with a key. */
  element: (event: Event) => void = () => undefined;

  addEventListener(type: string, call: (event: Event) => void, capture = false): void {
    this.#listeners.push({ type, call, capture });
  }

  removeEventListener(type: string, call: (event: Event) => void): void {
    const at = this.#listeners.findIndex((each) => each.type === type && each.call === call);
    this.#listeners.splice(at, 1);
  }

  dispatchEvent(event: Event): void {
    const path = { stopped: false };
    event.stopPropagation = () => {
      path.stopped = true;
    };
    const call = (capture: boolean): void => {
      for (const each of this.#listeners) {
        if (each.type === event.type && each.capture === capture) each.call(event);
      }
    };
    call(true);
    if (!path.stopped) this.element(event);
    if (!path.stopped) call(false);
  }

  get listeners(): number {
    return this.#listeners.length;
  }
}

let target: FakeWindow;
let stop: () => void;
let armed: boolean;
let blocked: boolean;
let ran: string[];
let typed: string[];
let notArmed: string[];
let inField: string[];
let commands: Record<string, Command>;

beforeEach(() => {
  vi.stubGlobal('HTMLElement', FakeElement);
  target = new FakeWindow();
  armed = true;
  blocked = false;
  ran = [];
  typed = [];
  notArmed = [];
  inField = [];
  commands = {};
  // The keyboard only adds and removes listeners on it.
  stop = installKeyboard(target as unknown as Window, {
    commandOf: (chord) => commands[chord] ?? null,
    isArmed: () => armed,
    isBlocked: () => blocked,
    notArmed: (command) => notArmed.push(command.id),
    inField: (chord) => inField.push(chord),
    typed: (character) => typed.push(character) > 0,
    run: (command) => command.run(),
  });
});

afterEach(() => {
  stop();
  expect(target.listeners).toBe(0);
  vi.unstubAllGlobals();
});

function bind(chord: string, patch: Partial<Command> = {}): void {
  const id = patch.id ?? chord;
  commands[chord] = { id, title: id, run: () => ran.push(id), ...patch };
}

interface Press {
  readonly code: string;
  readonly key?: string;
  readonly altKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly repeat?: boolean;
  readonly isComposing?: boolean;
  readonly on?: FakeElement;
}

function press({ on = new FakeElement('div'), ...parts }: Press): Event {
  const event = new Event('keydown', { cancelable: true });
  const keys = { key: parts.code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
  const held = { repeat: false, isComposing: false };
  for (const [name, value] of Object.entries({ ...keys, ...held, ...parts, target: on })) {
    Object.defineProperty(event, name, { value });
  }
  target.dispatchEvent(event);
  return event;
}

const altB = { code: 'KeyB', key: 'b', altKey: true };

describe('a bound key', () => {
  it('runs its command once and keeps the page from using it too', () => {
    bind('Alt+B');
    expect(press(altB).defaultPrevented).toBe(true);
    expect(ran).toEqual(['Alt+B']);
  });

  it.each(['input', 'textarea', 'select'])('never fires from a %s', (tag) => {
    bind('Alt+B', { first: true });
    press({ ...altB, on: new FakeElement(tag) });
    expect(ran).toEqual([]);
  });

  it('opens the palette from a field too, unless it is bound to a key that types', () => {
    bind('Ctrl+K', { id: 'palette.open', fromFields: true });
    bind('Alt+B', { id: 'palette.by_alt', fromFields: true });
    const field = new FakeElement('input');
    const event = press({ code: 'KeyK', key: 'k', ctrlKey: true, on: field });
    expect(event.defaultPrevented).toBe(true);
    press({ code: 'KeyK', key: 'k', ctrlKey: true, repeat: true, on: field });
    press({ ...altB, on: field });
    press({ code: 'KeyK', key: 'k', ctrlKey: true, altKey: true, on: field });
    expect(ran).toEqual(['palette.open']);
  });

  it('says once that it does nothing in a field, unless it is one to write with', () => {
    bind('Alt+B', { first: true });
    bind('Space');
    const field = new FakeElement('input');
    press({ ...altB, on: field });
    press({ ...altB, repeat: true, on: field });
    press({ code: 'Space', key: ' ', on: field });
    expect([inField, ran]).toEqual([['Alt+B'], []]);
  });

  it('of a function is not the browser’s either in a field, where F5 would cost what is typed', () => {
    bind('F5', { first: true });
    const field = new FakeElement('input');
    expect(press({ code: 'F5', on: field }).defaultPrevented).toBe(true);
    expect(press({ code: 'F4', on: field }).defaultPrevented).toBe(false);
    expect([inField, ran]).toEqual([['F5'], []]);
  });

  it('never fires during IME composition or while a dialog is open', () => {
    bind('Alt+B');
    press({ ...altB, isComposing: true });
    blocked = true;
    press(altB);
    expect(ran).toEqual([]);
  });

  it('never fires again while it is held down, unless its command says so', () => {
    bind('Alt+B');
    bind('ArrowUp', { repeats: true });
    press({ ...altB, repeat: true });
    press({ code: 'ArrowUp', repeat: true });
    expect(ran).toEqual(['ArrowUp']);
  });

  it('that trades answers and does nothing while not armed', () => {
    bind('Alt+B', { needsArmed: true });
    armed = false;
    press(altB);
    expect(ran).toEqual([]);
    expect(notArmed).toEqual(['Alt+B']);
  });

  it('is left to the page while its command makes no sense', () => {
    bind('Enter', { when: () => false });
    expect(press({ code: 'Enter' }).defaultPrevented).toBe(false);
    expect(ran).toEqual([]);
  });

  it('does not fire when a table has used it, unless it comes first', () => {
    target.element = (event) => event.preventDefault();
    bind('ArrowUp');
    bind('Enter', { first: true });
    press({ code: 'ArrowUp' });
    press({ code: 'Enter' });
    expect(ran).toEqual(['Enter']);
  });
});

describe('a focused control', () => {
  const button = new FakeElement('button');

  it('reached by Tab keeps Enter', () => {
    bind('Enter', { first: true });
    press({ code: 'Tab', key: 'Tab' });
    press({ code: 'Enter', on: button });
    expect(ran).toEqual([]);
  });

  it('that was only clicked does not hold Enter back', () => {
    bind('Enter', { first: true });
    press({ code: 'Tab', key: 'Tab' });
    target.dispatchEvent(new Event('pointerdown'));
    press({ code: 'Enter', on: button });
    expect(ran).toEqual(['Enter']);
  });

  it('lets every other key through', () => {
    bind('Alt+B');
    press({ code: 'Tab', key: 'Tab' });
    press({ ...altB, on: button });
    expect(ran).toEqual(['Alt+B']);
  });
});

describe('a control reached by Tab', () => {
  const button = new FakeElement('button');
  const enter = { code: 'Enter', on: button };
  let prepared: boolean;

  beforeEach(() => {
    prepared = false;
    bind('Enter', { first: true, when: () => prepared });
    bind('ArrowUp', { first: true, when: () => prepared });
    bind('Space');
    bind('Alt+B', { run: () => void (prepared = true) });
    press({ code: 'Tab', key: 'Tab' });
  });

  it('leaves the next Enter to what its first one has prepared', () => {
    press(enter);
    prepared = true;
    press(enter);
    expect(ran).toEqual(['Enter']);
  });

  it('keeps Enter for as long as nothing is prepared', () => {
    press(enter);
    expect(press(enter).defaultPrevented).toBe(false);
    expect(ran).toEqual([]);
  });

  it('loses Enter and arrows, but not Space, to an order prepared by key', () => {
    press({ ...altB, on: button });
    press({ code: 'ArrowUp', on: button });
    press(enter);
    press({ code: 'Space', key: ' ', on: button });
    expect(ran).toEqual(['ArrowUp', 'Enter']);
  });
});

describe('a ticked box or a slider', () => {
  it.each(['checkbox', 'range'])('(%s) does not swallow the keys that follow', (type) => {
    const box = new FakeElement(`input[type="${type}"]`, 'input');
    bind('Alt+B');
    press({ ...altB, on: box });
    expect(ran).toEqual(['Alt+B']);
  });
});

describe('a character without a command', () => {
  it('is offered to the panel that searches by typing', () => {
    press({ code: 'KeyM', key: 'm' });
    press({ code: 'Comma', key: ',' });
    expect(typed).toEqual(['m', ',']);
  });

  it('is not offered from a field, held down or with a modifier', () => {
    press({ code: 'KeyM', key: 'm', on: new FakeElement('input') });
    press({ code: 'KeyM', key: 'm', repeat: true });
    press({ code: 'KeyM', key: 'm', altKey: true });
    expect(typed).toEqual([]);
  });
});

describe('Escape in a field', () => {
  it('leaves the field and does nothing else', () => {
    bind('Escape');
    const field = new FakeElement('input');
    press({ code: 'Escape', on: field });
    expect(field.blurred).toBe(true);
    expect(ran).toEqual([]);
  });
});
