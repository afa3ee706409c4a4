import { Segmented } from '../components/index.ts';
import { workingOrdersText } from '../text/working-orders.ts';
import { useOwnListScope } from './list-scope.ts';

/** Whether the list around it shows all symbols or the one that it is linked to. */
export function SymbolScope() {
  const { symbol, linked, setAlone } = useOwnListScope();
  return (
    <Segmented
      label={workingOrdersText.scope}
      value={symbol === null ? 'all' : 'linked'}
      choices={[
        { value: 'all', text: workingOrdersText.allSymbols },
        { value: 'linked', text: linked },
      ]}
      onChange={(value) => setAlone(value === 'linked')}
    />
  );
}
