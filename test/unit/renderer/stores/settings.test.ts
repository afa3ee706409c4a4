import { describe, expect, it } from 'vitest';
import { readTerminalSettings } from '../../../../renderer/stores/settings.ts';

describe('saved settings', () => {
  it('are read field by field', () => {
    expect(
      readTerminalSettings(
        '{"theme":"light","density":"comfortable"}',
        '{"symbol":"MSFT","timeframe":"5m"}',
      ),
    ).toEqual({ theme: 'light', density: 'comfortable', symbol: 'MSFT', timeframe: '5m' });
  });

  it('that are missing, damaged or of another kind change nothing', () => {
    expect(readTerminalSettings(undefined, undefined)).toEqual({});
    expect(readTerminalSettings('{"theme":', 'null')).toEqual({});
    expect(readTerminalSettings('{"theme":"pink"}', '{"symbol":7,"timeframe":"2m"}')).toEqual({});
  });
});
