import { useState } from 'react';
import {
  INDICATOR_FORMS,
  INDICATOR_KINDS,
  initialSpec,
  wrongParameter,
} from '../../../engine/indicators/catalogue.ts';
import type { IndicatorSpec } from '../../../engine/indicators/catalogue.ts';
import { PRICE_SOURCES } from '../../../engine/indicators/indicator.ts';
import {
  CHART_TYPES,
  INDICATORS_MAX,
  changeIndicator,
  withIndicator,
} from '../../chart/chart-look.ts';
import type { ChartIndicator } from '../../chart/chart-look.ts';
import { indicatorName } from '../../chart/indicator-words.ts';
import { Dialog } from '../../components/Dialog.tsx';
import {
  Button,
  EmptyText,
  Field,
  IconButton,
  NumberField,
  Segmented,
  Select,
} from '../../components/index.ts';
import { chartText } from '../../text/chart.ts';
import { indicatorsText } from '../../text/indicators.ts';
import { CHART_ZONES } from '../../chart/chart-zone.ts';
import { changeLook, useChartLook } from './look-store.ts';

const SOURCE_CHOICES = PRICE_SOURCES.map((value) => ({
  value,
  text: indicatorsText.sources[value],
}));
const TYPE_CHOICES = CHART_TYPES.map((value) => ({ value, text: chartText.types[value] }));
const ZONE_CHOICES = CHART_ZONES.map((value) => ({ value, text: chartText.zones[value] }));
const FLAGS = ['volume', 'logarithmic', 'sessionBreaks', 'fillLinks'] as const;

/** How the chart is drawn and with which indicators. Changes act at once. */
export function LookDialog({ onClose }: { readonly onClose: () => void }) {
  const look = useChartLook((store) => store.look);
  const full = look.indicators.length >= INDICATORS_MAX;
  return (
    <Dialog title={chartText.look} onClose={onClose}>
      <div className="dialog-content look-dialog">
        <div className="look-flags">
          <Segmented
            label={chartText.type}
            value={look.type}
            choices={TYPE_CHOICES}
            onChange={(type) => {
              changeLook((before) => ({ ...before, type }));
            }}
          />
          <Segmented
            label={chartText.zone}
            value={look.zone}
            choices={ZONE_CHOICES}
            onChange={(zone) => {
              changeLook((before) => ({ ...before, zone }));
            }}
          />
          {FLAGS.map((flag) => (
            <label key={flag} className="check">
              <input
                type="checkbox"
                checked={look[flag]}
                onChange={(event) => {
                  const { checked } = event.target;
                  changeLook((before) => ({ ...before, [flag]: checked }));
                }}
              />
              {chartText.flags[flag]}
            </label>
          ))}
        </div>
        <div className="look-columns">
          <section aria-label={indicatorsText.available}>
            <h3>{indicatorsText.available}</h3>
            {INDICATOR_KINDS.map((kind) => (
              <Button
                key={kind}
                small
                disabled={full}
                title={
                  full
                    ? indicatorsText.full(INDICATORS_MAX)
                    : indicatorsText.add(indicatorsText.kind[kind].long)
                }
                onClick={() => {
                  changeLook((before) => withIndicator(before, initialSpec(kind)));
                }}
              >
                <b>{indicatorsText.kind[kind].short}</b> {indicatorsText.kind[kind].long}
              </Button>
            ))}
          </section>
          <section aria-label={indicatorsText.shown}>
            <h3>{indicatorsText.shown}</h3>
            {look.indicators.length === 0 && <EmptyText>{indicatorsText.none}</EmptyText>}
            {look.indicators.map((indicator) => (
              <IndicatorRow key={indicator.id} indicator={indicator} />
            ))}
          </section>
        </div>
      </div>
    </Dialog>
  );
}

/** One indicator with its numbers; a number that is out of range is told and changes nothing. */
function IndicatorRow({ indicator }: { readonly indicator: ChartIndicator }) {
  const { id, spec } = indicator;
  const form = INDICATOR_FORMS[spec.kind];
  const [texts, setTexts] = useState(() => spec.numbers.map(String));
  const name = indicatorName(spec);
  const put = (changed: IndicatorSpec): void => {
    if (wrongParameter(changed) !== null) return;
    changeLook((look) => changeIndicator(look, id, changed));
  };
  const type = (at: number, text: string): void => {
    const typed = texts.map((held, i) => (i === at ? text : held));
    setTexts(typed);
    put({ ...spec, numbers: typed.map((held) => (held === '' ? Number.NaN : Number(held))) });
  };
  return (
    <div className="look-indicator" role="group" aria-label={name}>
      <b>{indicatorsText.kind[spec.kind].short}</b>
      {form.parameters.map((parameter, at) => {
        const text = texts[at] ?? '';
        const numbers = spec.numbers.map((number, i) => (i === at ? Number(text) : number));
        const wrong = text === '' || wrongParameter({ ...spec, numbers })?.name === parameter.name;
        const { min, max, decimals } = parameter;
        return (
          <Field
            key={parameter.name}
            label={indicatorsText.parameter[parameter.name]}
            problem={wrong ? indicatorsText.outOfRange(min, max, decimals) : null}
          >
            {({ id: field, describedBy }) => (
              <NumberField
                id={field}
                label={`${name}: ${indicatorsText.parameter[parameter.name]}`}
                aria-describedby={describedBy}
                value={text}
                invalid={wrong}
                onChange={(typed) => {
                  type(at, typed);
                }}
                onStep={(steps) => {
                  const next = Math.min(max, Math.max(min, Number(text) + steps));
                  type(at, String(Number(next.toFixed(decimals))));
                }}
              />
            )}
          </Field>
        );
      })}
      {form.hasSource && (
        <Field label={indicatorsText.source}>
          {({ id: field }) => (
            <Select
              id={field}
              label={`${name}: ${indicatorsText.source}`}
              value={spec.source}
              choices={SOURCE_CHOICES}
              onChange={(source) => {
                put({ ...spec, source });
              }}
            />
          )}
        </Field>
      )}
      <IconButton
        label={indicatorsText.remove(name)}
        onClick={() => {
          changeLook((look) => changeIndicator(look, id, null));
        }}
      >
        ✕
      </IconButton>
    </div>
  );
}
