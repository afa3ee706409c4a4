import { IconButton, Button } from '../components/index.ts';
import { setSetting, useSettingValues } from '../settings/settings-store.ts';
import { useConnection } from '../stores/connection.ts';
import { useSettings } from '../stores/settings.ts';
import { useTrading } from '../stores/trading.ts';
import { guideText } from '../text/guide.ts';
import { useGuide } from './guide.ts';

/** Offers the guided start to whoever has not traded yet, in the top bar, where it moves nothing. */
export function GuideOffer() {
  const isWanted = useSettingValues((values) => values['help.start'] === true);
  const isNew = useTrading(({ fills, orders }) => fills.length === 0 && orders.size === 0);
  const isUnderWay = useGuide(({ step }) => step !== null);
  const isReady = useConnection(({ state }) => state === 'ready');
  const isLoaded = useSettings(({ loaded }) => loaded);
  if (!isWanted || !isNew || isUnderWay || !isReady || !isLoaded) return null;
  return (
    <div className="guide-offer" data-testid="guide-offer">
      <Button small onClick={() => useGuide.setState({ step: 'look' })}>
        {guideText.offer}
      </Button>
      <IconButton label={guideText.notNow} onClick={() => setSetting('help.start', false)}>
        ✕
      </IconButton>
    </div>
  );
}
