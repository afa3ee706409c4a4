import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { DRAWING_TEXT_MAX, DRAWING_TOOLS } from '../../chart/drawings/drawing.ts';
import type { DrawingTool } from '../../chart/drawings/drawing.ts';
import { DRAWING_COLOURS, DRAWING_WIDTHS, nextOf } from '../../chart/drawings/drawing-style.ts';
import { IconButton } from '../../components/index.ts';
import { drawingsText } from '../../text/drawings.ts';
import type { ChartController } from './chart-controller.ts';
import { useDrawings } from './drawing-store.ts';

/** Paths of the tools' icons in a box of 14 px. */
const ICONS: Readonly<Record<DrawingTool | 'pointer', string>> = {
  pointer: 'M3.5 2l7 5-3.2.6 1.9 3.6-1.4.7-1.9-3.6-2.4 2.2z',
  trend: 'M2 11.5L12 3M1 11.5a1 1 0 102 0 1 1 0 10-2 0M11 3a1 1 0 102 0 1 1 0 10-2 0',
  ray: 'M2 10.5L13 4M1 10.5a1 1 0 102 0 1 1 0 10-2 0M6 7.6a1 1 0 102 0 1 1 0 10-2 0',
  horizontal: 'M1 7h12M6 7a1 1 0 102 0 1 1 0 10-2 0',
  rectangle: 'M2 3.5h10v7H2z',
  fibonacci: 'M1.5 2.5h11M1.5 5.5h11M1.5 8h11M1.5 11.5h11',
  text: 'M3 3.5h8M7 3.5v8',
  measure: 'M2 11V3M12 11V3M2 7h10M4 5.5L2 7l2 1.5M10 5.5L12 7l-2 1.5',
};

type DeskRef = RefObject<ChartController | null>;

/** The strip of tools at the chart's left edge. */
export function DrawingTools({ controller }: { readonly controller: DeskRef }) {
  const { tool, selectedId, count, canUndo, canRedo, style } = useDrawings();
  const desk = () => controller.current?.drawings;
  return (
    <div className="chart-drawing-tools" role="toolbar" aria-label={drawingsText.tools}>
      <IconButton
        label={drawingsText.pointer}
        pressed={tool === null}
        onClick={() => desk()?.pick(null)}
      >
        <Icon path={ICONS.pointer} />
      </IconButton>
      {DRAWING_TOOLS.map((one) => (
        <IconButton
          key={one}
          label={drawingsText.tool[one]}
          pressed={tool === one}
          onClick={() => desk()?.pick(tool === one ? null : one)}
        >
          <Icon path={ICONS[one]} />
        </IconButton>
      ))}
      <hr />
      <IconButton
        label={drawingsText.colour(style.colour + 1, DRAWING_COLOURS.length)}
        onClick={() => desk()?.restyle({ ...style, colour: nextOf(DRAWING_COLOURS, style.colour) })}
      >
        <span
          className="chart-drawing-colour"
          style={{ background: `var(--series-${style.colour + 1})` }}
        />
      </IconButton>
      <IconButton
        label={drawingsText.width(style.width)}
        onClick={() => desk()?.restyle({ ...style, width: nextOf(DRAWING_WIDTHS, style.width) })}
      >
        <span className="chart-drawing-width" style={{ height: style.width }} />
      </IconButton>
      <hr />
      <IconButton
        label={drawingsText.undo}
        keyHint="Ctrl+Z"
        disabled={!canUndo}
        onClick={() => desk()?.undo()}
      >
        <Icon path="M4 3L1.5 5.5 4 8M1.5 5.5h7a3 3 0 010 6H5" />
      </IconButton>
      <IconButton
        label={drawingsText.redo}
        keyHint="Ctrl+Shift+Z"
        disabled={!canRedo}
        onClick={() => desk()?.redo()}
      >
        <Icon path="M10 3l2.5 2.5L10 8M12.5 5.5h-7a3 3 0 000 6H9" />
      </IconButton>
      <IconButton
        label={selectedId === null ? drawingsText.removeAll : drawingsText.remove}
        {...(selectedId !== null && { keyHint: 'Delete' })}
        disabled={count === 0}
        onClick={() => {
          if (desk()?.remove() === false) desk()?.removeAll();
        }}
      >
        <Icon path="M2.5 4h9M5.5 4V2.5h3V4M3.5 4l.7 7.5h5.6l.7-7.5" />
      </IconButton>
    </div>
  );
}

function Icon({ path }: { readonly path: string }) {
  return (
    <svg className="chart-icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

/** Where a text is written that has just been put on the chart. */
export function DrawingTextField({ controller }: { readonly controller: DeskRef }) {
  const writing = useDrawings((state) => state.writing);
  if (writing === null) return null;
  return <TextField key={writing.id} at={writing.at} controller={controller} />;
}

function TextField(props: {
  readonly at: { readonly x: number; readonly y: number };
  readonly controller: DeskRef;
}) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const end = (said: string): void => {
    const panel = field.current?.closest<HTMLElement>('[data-panel]');
    props.controller.current?.drawings.write(said);
    panel?.focus({ preventScroll: true });
  };
  return (
    <input
      ref={field}
      className="input chart-text-field"
      aria-label={drawingsText.write}
      placeholder={drawingsText.write}
      maxLength={DRAWING_TEXT_MAX}
      style={{ left: props.at.x, top: props.at.y - 11 }}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => end(text)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end(text);
        else if (event.key === 'Escape') end('');
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
