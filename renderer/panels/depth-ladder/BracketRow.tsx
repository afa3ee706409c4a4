import { NumberField, Segmented } from '../../components/index.ts';
import { depthLadderText } from '../../text/depth-ladder.ts';
import { BRACKET_UNITS, distanceOf } from '../../trading/bracket-template.ts';
import { editBracket, usePreferences } from '../../trading/preferences.ts';

const WORDS = depthLadderText.bracket;
const UNITS = BRACKET_UNITS.map((value) => ({
  value,
  text: WORDS.units[value],
  title: WORDS.unitTitles[value],
}));

/** The exits of Alt+click: how far from the entry profit is taken and loss is stopped. */
export function BracketRow() {
  const template = usePreferences((preferences) => preferences.bracket);
  const wrong = (text: string): boolean =>
    text.trim() !== '' && distanceOf(template.unit, text) === null;
  return (
    <div className="ladder-bracket" role="group" aria-label={WORDS.label}>
      <label title={WORDS.attachTitle}>
        <input
          type="checkbox"
          checked={template.attach}
          onChange={(event) => editBracket({ attach: event.target.checked })}
        />
        {WORDS.attach}
      </label>
      <span className="faint" aria-hidden="true">
        {WORDS.takeProfit}
      </span>
      <NumberField
        label={WORDS.takeProfitLong}
        title={WORDS.takeProfitLong}
        placeholder={WORDS.none}
        value={template.takeProfitText}
        invalid={wrong(template.takeProfitText)}
        onChange={(takeProfitText) => editBracket({ takeProfitText })}
      />
      <span className="faint" aria-hidden="true">
        {WORDS.stopLoss}
      </span>
      <NumberField
        label={WORDS.stopLossLong}
        title={WORDS.stopLossLong}
        placeholder={WORDS.none}
        value={template.stopLossText}
        invalid={wrong(template.stopLossText)}
        onChange={(stopLossText) => editBracket({ stopLossText })}
      />
      <Segmented
        label={WORDS.unit}
        value={template.unit}
        choices={UNITS}
        onChange={(unit) => editBracket({ unit })}
      />
    </div>
  );
}
