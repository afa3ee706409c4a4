/** Makes `better-sqlite3` mean `libsql`, as the Electron test build does. For `node --import`. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'better-sqlite3' ? 'libsql' : specifier, context),
});
