/**
 * Makes, moves and keeps the drawings of one chart. By pointer: a tool is picked, then two presses or
 * one drag. By keys: a drawing is put in the middle of the view and moved from there. Every change can
 * be undone and is saved for the symbol. Owned by the controller, which disposes it.
 */
import type { Instrument } from '../../../engine/domain/instrument.ts';
import {
  DRAWINGS_MAX,
  DRAWING_TEXT_MAX,
  NEW_DRAWING_ID,
  anchorCount,
  readDrawings,
} from '../../chart/drawings/drawing.ts';
import type { Anchor, Drawing, DrawingTool, StoredDrawings } from '../../chart/drawings/drawing.ts';
import type { DrawingStyle } from '../../chart/drawings/drawing-style.ts';
import { DrawingHistory } from '../../chart/drawings/drawing-history.ts';
import { DrawingLayer } from '../../chart/drawings/drawing-layer.ts';
import type { ChartPlace, Place } from '../../chart/overlays/chart-place.ts';
import type { PriceChart } from '../../chart/price-chart.ts';
import type { EngineClient } from '../../client/engine-client.ts';
import { problemText } from '../../client/errors.ts';
import { KeptDocument } from '../../client/kept-document.ts';
import { announce } from '../../stores/notices.ts';
import { drawingsText } from '../../text/drawings.ts';
import { DrawingGrips } from './drawing-grips.ts';
import { drawingKey } from './drawing-keys.ts';
import { useDrawings } from './drawing-store.ts';
import { snapTicks } from './line-edit.ts';
import { shapeWords } from './shape-words.ts';

export type DrawingClient = Pick<EngineClient, 'send' | 'onDocument'>;

export class DrawingDesk {
  readonly #chart: PriceChart;
  readonly #client: DrawingClient;
  readonly layer: DrawingLayer;
  readonly #history = new DrawingHistory<readonly Drawing[]>([]);
  #instrument: Instrument | null = null;
  #kept: KeptDocument<StoredDrawings> | null = null;
  /** Being made or moved: shown in the place of what is kept under its number. */
  #draft: Drawing | null = null;
  /** What the pointer can take hold of. */
  readonly grips = new DrawingGrips(this);

  constructor(chart: PriceChart, client: DrawingClient) {
    this.#chart = chart;
    this.#client = client;
    const words = shapeWords(chart.place, () => this.#instrument);
    this.layer = new DrawingLayer(chart.place, words, () => chart.colours);
    chart.attach(this.layer);
  }

  /** Shows the drawings of another symbol. */
  show(instrument: Instrument): void {
    if (instrument.symbol === this.#instrument?.symbol) return;
    this.#instrument = instrument;
    this.#kept?.dispose();
    this.#history.reset([]);
    this.#draft = null;
    useDrawings.setState({ selectedId: null, writing: null });
    this.#kept = new KeptDocument<StoredDrawings>({
      client: this.#client,
      kind: 'drawings',
      name: instrument.symbol,
      read: (value) => {
        const drawings = readDrawings(value);
        return drawings === null ? null : { version: 1, drawings };
      },
      onValue: (stored, lost) => {
        this.#history.reset(stored?.drawings ?? []);
        if (lost) announce('warning', drawingsText.changedElsewhere);
        this.#tell();
      },
      onProblem: (problem) => {
        announce('warning', drawingsText.notKept(problemText(problem)));
      },
    });
    this.#tell();
  }

  /** Takes a tool for the pointer; null puts it away. */
  pick(tool: DrawingTool | null): void {
    this.grips.drop();
    useDrawings.setState({ tool, selectedId: null });
    this.#tell();
  }

  /** Puts a drawing into the middle of the view, for the keys to move. */
  placeInView(tool: DrawingTool): void {
    const { width, height } = this.#chart.place.size;
    const [left, right] = [width * 0.35, width * 0.65];
    const places =
      anchorCount(tool) === 1
        ? [{ x: width / 2, y: height / 2 }]
        : [
            { x: left, y: height * 0.6 },
            { x: right, y: height * 0.4 },
          ];
    const anchors = places.map((at) => this.anchorAt(at)).filter((anchor) => anchor !== null);
    if (anchors.length !== places.length) return;
    const made = this.#add({ tool, anchors, text: '' });
    if (made !== null) announce('info', drawingsText.placed(tool));
  }

  /** Draws a horizontal line at a price. */
  level(ticks: number): void {
    const us = this.#chart.place.usAt(this.#chart.place.size.width / 2);
    if (us !== null) this.#add({ tool: 'horizontal', anchors: [{ us, ticks }], text: '' });
  }

  /** Selects the drawing after the selected one, and says which. */
  selectNext(): void {
    const { value } = this.#history;
    const at = value.findIndex(({ id }) => id === useDrawings.getState().selectedId);
    const next = value[(at + 1) % Math.max(1, value.length)];
    if (next === undefined) {
      announce('info', drawingsText.none);
      return;
    }
    this.select(next.id);
    announce('info', drawingsText.selected(next.tool, next.text));
  }

  select(id: number | null): void {
    this.layer.activeAnchor = null;
    useDrawings.setState({ selectedId: id });
    const style = this.selected?.style;
    if (style !== undefined) useDrawings.setState({ style });
    this.#tell();
  }

  get drawings(): readonly Drawing[] {
    return this.#history.value;
  }

  get draft(): Drawing | null {
    return this.#draft;
  }

  get place(): ChartPlace {
    return this.#chart.place;
  }

  get selected(): Drawing | null {
    const { selectedId } = useDrawings.getState();
    return this.#history.value.find(({ id }) => id === selectedId) ?? null;
  }

  /** Has the keys move the next anchor of the selected drawing, or after the last all of it. */
  nextAnchor(): void {
    const count = this.selected?.anchors.length ?? 0;
    const next = (this.layer.activeAnchor ?? -1) + 1;
    this.layer.activeAnchor = next < count ? next : null;
    this.#chart.redraw();
  }

  /** Moves the selected drawing, or its active anchor, by px. */
  nudge(by: Place): void {
    const drawing = this.selected;
    if (drawing === null) return;
    const moved = this.movedBy(drawing, by, this.layer.activeAnchor);
    if (moved !== null) this.#replace(moved);
  }

  /** One step of the price, as px at the selected drawing. */
  stepPx(): number {
    const instrument = this.#instrument;
    const anchor = this.selected?.anchors[0];
    if (instrument === null || anchor === undefined) return 1;
    const step = snapTicks(instrument, anchor.ticks + 1) - anchor.ticks || 1;
    const [here, there] = [
      this.#chart.place.y(anchor.ticks),
      this.#chart.place.y(anchor.ticks + step),
    ];
    return here === null || there === null ? 1 : Math.max(1, Math.abs(here - there));
  }

  get spacing(): number {
    return this.#chart.place.spacing;
  }

  /** Takes the selected drawing away; false when none is. */
  remove(): boolean {
    const drawing = this.selected;
    if (drawing === null) return false;
    this.#put(this.#history.value.filter(({ id }) => id !== drawing.id));
    this.select(null);
    announce('info', drawingsText.removed(drawing.tool));
    return true;
  }

  /** Takes all drawings of the symbol away, in one step that can be undone. */
  removeAll(): void {
    if (this.#history.value.length === 0) return;
    announce('info', drawingsText.removedAll(this.#history.value.length));
    this.#put([]);
    this.select(null);
  }

  undo(): boolean {
    return this.#step(this.#history.undo());
  }

  redo(): boolean {
    return this.#step(this.#history.redo());
  }

  /** Lets go of tool, draft and selection; true when there was one. */
  escape(): boolean {
    const { tool, selectedId } = useDrawings.getState();
    const had = tool !== null || selectedId !== null || this.#draft !== null;
    this.grips.drop();
    useDrawings.setState({ tool: null });
    this.select(null);
    return had;
  }

  /** What is written into a text; '' takes a new one away. */
  write(text: string): void {
    const { writing } = useDrawings.getState();
    useDrawings.setState({ writing: null });
    const drawing = this.#history.value.find(({ id }) => id === writing?.id);
    if (drawing === undefined) return;
    const said = text.trim().slice(0, DRAWING_TEXT_MAX);
    if (said !== '') this.#replace({ ...drawing, text: said });
    else if (drawing.text === '') this.undo();
  }

  /** Draws the selected drawing so, and those that are made from now on. */
  restyle(style: DrawingStyle): void {
    useDrawings.setState({ style });
    const drawing = this.selected;
    if (drawing !== null) this.#replace({ ...drawing, style });
  }

  /** Keys of the chart that are about drawings; true when it was one. */
  key(event: KeyboardEvent): boolean {
    return drawingKey(event, this);
  }

  dispose(): void {
    this.#kept?.dispose();
    useDrawings.setState({ tool: null, selectedId: null, writing: null });
  }

  /** The place on bars and price steps that is nearest to a point of the screen. */
  anchorAt({ x, y }: Place): Anchor | null {
    const us = this.#chart.place.usAt(x);
    const ticks = this.#chart.place.ticksAt(y);
    if (us === null || ticks === null || this.#instrument === null) return null;
    return { us, ticks: snapTicks(this.#instrument, ticks) };
  }

  /** With all of its anchors, or one, moved by px; null where one would be nowhere. */
  movedBy(drawing: Drawing, by: Place, only: number | null): Drawing | null {
    const anchors = drawing.anchors.map((anchor, at) => {
      if (only !== null && only !== at) return anchor;
      const place = this.layer.placeOf(anchor);
      return place === null ? null : this.anchorAt({ x: place.x + by.x, y: place.y + by.y });
    });
    const known = anchors.filter((anchor) => anchor !== null);
    return known.length === anchors.length ? { ...drawing, anchors: known } : null;
  }

  /** Keeps the draft: a new drawing, or another state of one. */
  finish(): void {
    const draft = this.#draft;
    this.#draft = null;
    useDrawings.setState({ tool: null });
    if (draft === null) return;
    if (draft.id === NEW_DRAWING_ID) this.#add(draft);
    else this.#replace(draft);
  }

  #add(drawing: Omit<Drawing, 'id'>): Drawing | null {
    const { value } = this.#history;
    if (value.length >= DRAWINGS_MAX) {
      announce('warning', drawingsText.full(DRAWINGS_MAX));
      return null;
    }
    const id = Math.max(0, ...value.map((one) => one.id)) + 1;
    const { style } = useDrawings.getState();
    // A measure keeps its own colour, which tells it from lines.
    const made = { ...drawing, id, ...(drawing.tool !== 'measure' && { style }) };
    this.#put([...value, made]);
    this.select(id);
    const [anchor] = made.anchors;
    const at = anchor === undefined ? null : this.layer.placeOf(anchor);
    if (made.tool === 'text' && at !== null) useDrawings.setState({ writing: { id, at } });
    return made;
  }

  #replace(drawing: Drawing): void {
    this.#put(this.#history.value.map((one) => (one.id === drawing.id ? drawing : one)));
  }

  #put(drawings: readonly Drawing[]): void {
    this.#history.put(drawings);
    this.#save();
  }

  #step(done: boolean): boolean {
    if (done) {
      if (this.selected === null) this.select(null);
      this.#save();
    }
    return done;
  }

  #save(): void {
    this.#kept?.save({ version: 1, drawings: this.#history.value });
    this.#tell();
  }

  /** Shows what is being made or moved, in the place of what is kept under its number. */
  showDraft(draft: Drawing | null): void {
    this.#draft = draft;
    this.#tell();
  }

  #tell(): void {
    const { value, canUndo, canRedo } = this.#history;
    const draft = this.#draft;
    const others = draft === null ? value : value.filter(({ id }) => id !== draft.id);
    this.layer.drawings = draft === null ? others : [...others, draft];
    this.layer.selectedId = draft?.id ?? useDrawings.getState().selectedId;
    useDrawings.setState({ count: value.length, canUndo, canRedo });
    this.#chart.redraw();
  }
}
