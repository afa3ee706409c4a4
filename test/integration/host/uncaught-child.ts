/** Ends by something nobody catches; the argument says by what. */
import { endOnUncaught } from '../../../engine/host/last-words.ts';

endOnUncaught();
setTimeout(() => undefined, 60_000);
const why = new Error('nobody expected this');
if (process.argv[2] === 'rejection') void Promise.reject(why);
else
  setImmediate(() => {
    throw why;
  });
