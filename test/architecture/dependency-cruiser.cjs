/**
 * Who may import whom, for what the compiler projects cannot say. ARCHITECTURE.md tells the layers;
 * imports.test.ts runs these rules over the tree and canary.test.ts proves that they bite.
 */
'use strict';

/** What touches the world: sockets, files, threads. */
const EDGES = 'feed|venues|store|csv|api|telemetry';

/** The engine's pure core: same inputs, same outputs. A new folder belongs to it unless named here. */
const PURE = `^engine/(?!(contract|alpaca|keys|${EDGES}|host)/)`;
const CORE = `^engine/(?!(alpaca|keys|${EDGES}|host)/)`;

/** Parts of the core that build on matching and know nothing of each other, and what joins them. */
const PARTS = 'risk|portfolio|bars|fills|simulator|replay';
const JOINED = 'market|orders';
const ORDER = `book < matching < ${PARTS} < ${JOINED} < core.ts; calendar < ${PARTS}`;

const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];

/** One forbidden direction. */
function forbid(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      'domain-sees-nothing',
      'The words of the domain stand alone.',
      { path: '^engine/domain/' },
      { pathNot: '^engine/domain/' },
    ),
    forbid(
      'contract-sees-domain-and-zod',
      'The contract is data that any host and any page can load.',
      { path: '^engine/contract/' },
      { pathNot: '^engine/(contract|domain)/|(^|/)node_modules/zod/' },
    ),
    forbid(
      'pure-core-touches-no-platform',
      'Same inputs, same outputs: no Node, no packages.',
      { path: PURE },
      { dependencyTypes: ['core', ...NPM] },
    ),
    forbid(
      'pure-core-sees-no-edge',
      'The core states what it needs in ports.ts; the host hands it in.',
      { path: CORE },
      { path: `^(engine/(alpaca|keys|${EDGES}|host)|electron|renderer)/` },
    ),
    forbid(
      'calendar-sees-domain-only',
      'Hours are a matter of dates and zones, whatever is traded in them.',
      { path: '^engine/calendar/' },
      { path: '^engine/(?!(calendar|domain)/)' },
    ),
    forbid(
      'indicators-stand-alone',
      'The page computes them too: they take numbers and give numbers.',
      { path: '^engine/indicators/' },
      { pathNot: '^engine/indicators/' },
    ),
    forbid(
      'alerts-see-indicators-only',
      'They are shown a market and an account, whatever those are.',
      { path: '^engine/alerts/' },
      { path: '^engine/(?!(alerts|contract|domain|indicators)/)' },
    ),
    forbid(
      'book-is-below-the-rest',
      ORDER,
      { path: '^engine/book/' },
      { path: `^engine/((calendar|matching|${PARTS}|${JOINED}|supervision)/|core[.]ts)` },
    ),
    forbid(
      'matching-sees-the-book-only',
      ORDER,
      { path: '^engine/matching/' },
      { path: `^engine/((calendar|${PARTS}|${JOINED}|supervision)/|core[.]ts)` },
    ),
    forbid(
      'parts-stand-side-by-side',
      ORDER,
      { path: `^engine/(${PARTS})/` },
      {
        path: `^engine/((${PARTS}|${JOINED}|supervision)/|core[.]ts)`,
        pathNot: '^engine/$1/',
      },
    ),
    forbid(
      'joined-parts-do-not-see-the-sequencer',
      ORDER,
      { path: `^engine/(${JOINED})/` },
      { path: '^engine/(supervision/|core[.]ts)' },
    ),
    forbid(
      'local-core-knows-no-remote-venue',
      'Orders that stay here pay nothing for those that go elsewhere.',
      {
        path: `^engine/((book|calendar|matching|${PARTS}|${JOINED}|supervision)/|core[.]ts|ports[.]ts)`,
      },
      { path: '^engine/remote/' },
    ),
    forbid(
      'supervision-knows-no-trading',
      'It also runs in the Electron host, which carries no trading logic.',
      { path: '^engine/supervision/' },
      { path: `^engine/((book|calendar|matching|${PARTS}|${JOINED})/|core[.]ts)` },
    ),
    forbid(
      'advisor-knows-no-trading',
      'It reads measurements and nothing else.',
      { path: '^engine/advisor/' },
      { path: '^engine/(?!(advisor|contract|domain)/)' },
    ),
    forbid(
      'edges-stand-side-by-side',
      'Only the host sees several edges.',
      { path: `^engine/(${EDGES})/` },
      { path: `^engine/(${EDGES}|host)/`, pathNot: '^engine/$1/' },
    ),
    forbid(
      'alpaca-is-below-feed-and-venues',
      'What Alpaca says and how it is asked; what comes of it is decided above.',
      { path: '^engine/alpaca/' },
      { path: '^engine/(?!(alpaca|contract|domain)/)' },
    ),
    forbid(
      'keys-are-kept-beside-the-engine',
      'Both hosts keep keys; what trades gets those of one account, by a message.',
      { path: '^engine/keys/' },
      { path: '^engine/(?!(keys|alpaca|contract|domain|supervision)/)' },
    ),
    forbid(
      'only-hosts-see-keys',
      'No edge of the engine asks for keys on its own.',
      { path: '^engine/(?!(keys|host)/)' },
      { path: '^engine/keys/' },
    ),
    forbid(
      'engine-sees-no-screen',
      'The engine runs with any host and with no page at all.',
      { path: '^engine/' },
      { path: '^(electron|renderer)/' },
    ),
    forbid(
      'renderer-sees-contract-only',
      'The page talks to the engine by messages; indicators it computes from its own bars.',
      { path: '^renderer/' },
      { path: '^(engine/(?!contract/|domain/|indicators/)|electron/)' },
    ),
    forbid(
      'renderer-touches-no-node',
      'The page also runs in a plain browser.',
      { path: '^renderer/', pathNot: '^renderer/vite[.]config[.]ts$' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'electron-starts-the-engine-by-path',
      'No order passes through the main process.',
      { path: '^electron/' },
      {
        path: '^(engine/(?!contract/|domain/|supervision/|keys/)|renderer/(?!vite[.]config[.]ts$))',
      },
    ),
    forbid(
      'nobody-sees-test',
      'Test support does not ship.',
      { pathNot: '^test/' },
      { path: '^test/' },
    ),
    forbid(
      'shipped-code-uses-shipped-packages',
      'A development package is not there when the application is installed.',
      { path: '^(engine|electron|renderer)/', pathNot: '[.]config[.]ts$' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        // Electron is the host itself; type packages leave nothing at run time.
        pathNot: '(^|/)node_modules/(electron|electron-vite|vite|@types/[^/]+)/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid('no-cycles', 'A cycle has no bottom to start reading from.', {}, { circular: true }),
    forbid(
      'everything-resolves',
      'A missing file hides what it would import.',
      {},
      {
        couldNotResolve: true,
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|coverage|[.]tsbuild)/' },
    // Type imports count as well: they are what the layers are made of.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
