import { useRef, useState } from 'react';
import type { ImportContent, ImportProfile } from '../../engine/contract/imports.ts';
import { TIMEFRAMES } from '../../engine/domain/bar.ts';
import type { Timeframe } from '../../engine/domain/bar.ts';
import { useEngine } from '../client/engine-context.ts';
import { Button, Segmented, Select } from '../components/index.ts';
import { useMarket } from '../stores/market.ts';
import { useTerminal } from '../stores/terminal.ts';
import { importsText } from '../text/imports.ts';
import { hostBridge } from '../transport/host-bridge.ts';
import { offerFile } from '../transport/offer-file.ts';
import { checkFile, useImportJob } from './import-job.ts';

const PROFILES = (['fills', 'alpaca_fills', 'bars'] as const satisfies ImportProfile[]).map(
  (value) => ({ value, text: importsText.profiles[value], title: importsText.about[value] }),
);
const FRAMES = TIMEFRAMES.map((value) => ({ value, text: value }));

/** What the file holds, and choosing it. */
export function ImportForm() {
  const client = useEngine();
  const { isOffering, problem } = useImportJob();
  const active = useTerminal((terminal) => terminal.symbol);
  const [profile, setProfile] = useState<ImportProfile>('fills');
  const [otherStore, setOtherStore] = useState(false);
  const [symbol, setSymbol] = useState(active);
  const [timeframe, setTimeframe] = useState<Timeframe>('1m');
  const [replace, setReplace] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const content = (): ImportContent => {
    if (profile === 'fills') return { profile, otherStore };
    return profile === 'bars' ? { profile, symbol, timeframe, replace } : { profile };
  };
  const choose = (): void => {
    const bridge = hostBridge();
    if (bridge === null) picker.current?.click();
    else void checkFile(client, () => bridge.chooseImport(), content());
  };
  return (
    <div className="import-form">
      <Segmented
        label={importsText.profile}
        value={profile}
        choices={PROFILES}
        onChange={setProfile}
      />
      <p>
        {importsText.about[profile]} <span className="dim">{importsText.unchanged}</span>
      </p>
      <div className="import-options">
        {profile === 'fills' && (
          <Tick text={importsText.otherStore} on={otherStore} onChange={setOtherStore} />
        )}
        {profile === 'bars' && (
          <>
            <SymbolSelect symbol={symbol} onSymbol={setSymbol} />
            <Select
              label={importsText.timeframe}
              value={timeframe}
              choices={FRAMES}
              onChange={setTimeframe}
            />
            <Tick text={importsText.replace} on={replace} onChange={setReplace} />
          </>
        )}
      </div>
      <div className="dialog-line">
        <Button tone="accent" disabled={isOffering} onClick={choose}>
          {importsText.choose}
        </Button>
        <span className={problem === '' ? 'faint' : 'error'} role="status">
          {problem === '' && isOffering ? importsText.uploading : problem}
        </span>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".csv,.json,text/csv,application/json"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file !== undefined) void checkFile(client, () => offerFile(file), content());
          }}
        />
      </div>
    </div>
  );
}

function SymbolSelect(props: {
  readonly symbol: string;
  readonly onSymbol: (symbol: string) => void;
}) {
  const instruments = useMarket((market) => market.instruments);
  return (
    <Select
      label={importsText.symbol}
      value={props.symbol}
      choices={instruments.map(({ symbol }) => ({ value: symbol, text: symbol }))}
      onChange={props.onSymbol}
    />
  );
}

function Tick(props: {
  readonly text: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <label className="import-tick">
      <input
        type="checkbox"
        checked={props.on}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      {props.text}
    </label>
  );
}
