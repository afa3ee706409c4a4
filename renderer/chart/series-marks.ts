/** The library's marks on a series, without what they cost at each tick. */
import { createSeriesMarkers } from 'lightweight-charts';
import type {
  ISeriesApi,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  SeriesMarker,
  SeriesType,
  Time,
} from 'lightweight-charts';

/** Marks of one series; ends with it. */
export interface SeriesMarks {
  set(marks: SeriesMarker<Time>[]): void;
  detach(): void;
}

/**
 * Marks that ask for a drawing of the chart when others are set and at no other time. The library's ask whenever
 * a bar changes too, and not for the drawing that the bar asks for anyway, with which they move, but for all of
 * the chart, laid out anew: each tick had two drawings for one, in two frames one after the other.
 */
export function attachMarks(series: ISeriesApi<SeriesType>): SeriesMarks {
  let isSetting = false;
  const attach = (primitive: ISeriesPrimitive): void => {
    const attached = primitive.attached?.bind(primitive);
    primitive.attached = (parameter: SeriesAttachedParameter) => {
      const requestUpdate = (): void => {
        if (isSetting) parameter.requestUpdate();
      };
      attached?.({ ...parameter, requestUpdate });
    };
    series.attachPrimitive(primitive);
  };
  // The series itself in all but how something is attached to it.
  const quiet = Object.create(series, { attachPrimitive: { value: attach } }) as typeof series;
  const plugin = createSeriesMarkers(quiet, []);
  return {
    set: (marks) => {
      isSetting = true;
      try {
        plugin.setMarkers(marks);
      } finally {
        isSetting = false;
      }
    },
    detach: () => plugin.detach(),
  };
}
