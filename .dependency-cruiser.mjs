// The layers of the code, from top to bottom. A folder imports only from layers below its own, neither upwards nor from
// its own layer, so that the folders form no circle and each layer can be read without those above it.

const TOOLS = [
  { folders: ['tests'], comment: 'Tests may use everything, and nothing depends on a test.' },
  {
    folders: ['prisma', 'lib/dev'],
    comment: 'The seed is a command, and the local stack uses the tools of operators.',
  },
  { folders: ['lib/ops'], comment: 'The tools of operators read the routes and open tenant sessions.' },
  {
    folders: ['lib/api-client', 'lib/embedded-postgres'],
    comment: 'They depend on nothing of the product, and nothing that is deployed depends on them.',
  },
]
const DOMAIN = [
  { folders: ['lib/cron'], comment: 'Scheduled work over all organizations uses the rest of the domain.' },
  {
    folders: ['lib/reports', 'lib/inventory'],
    comment: 'Both read customers and trackings; a tag is adopted as a tracking.',
  },
  {
    folders: ['lib/customers', 'lib/members', 'lib/api-keys'],
    comment: 'Customers have connections, members an organization; keys stand alone.',
  },
  { folders: ['lib/organizations'], comment: 'Deleting an organization revokes its connections.' },
  {
    folders: ['lib/connections', 'lib/trackings'],
    comment: 'Both enqueue sync jobs; the sync knows neither.',
  },
  {
    folders: ['lib/sync'],
    comment: 'A run gets its access token from the caller, and reads trackings by itself.',
  },
  {
    folders: ['lib/deployment', 'lib/evidence'],
    comment:
      'What is deployed is judged by what is there, what counts by what Google has received: no run, and no wish of a run, decides about it.',
  },
  { folders: ['lib/findings'], comment: 'Whatever finds something records it here.' },
  {
    folders: ['lib/tracking-types'],
    comment: 'What a type of tracking is stands apart from everything that is done with trackings.',
  },
  { folders: ['lib/matching'], comment: 'Patterns and selectors know no tracking.' },
  {
    folders: ['lib/health'],
    comment: 'Health asks the database, and what the audit log knows of its chains.',
  },
  { folders: ['lib/audit'], comment: 'The audit log reads the database only.' },
]
const LAYERS = [
  ...TOOLS,
  { folders: ['api'], comment: 'One file for each function: everything that is deployed is below.' },
  {
    folders: ['lib/http'],
    comment: 'The domain also serves cron and runs: it knows no request and no response.',
  },
  { folders: ['lib/auth'], comment: 'The caller is authenticated before the domain is called.' },
  ...DOMAIN,
  {
    folders: ['lib/google', 'lib/tenant'],
    comment: 'Google’s clients and tenant isolation know no domain rule.',
  },
  { folders: ['lib/db', 'lib/secrets'], comment: 'Database connections and encryption know no tenant.' },
  {
    folders: ['lib/input', 'lib/paging', 'lib/settings'],
    comment: 'Inputs, cursors and the environment are parsed without anything that needs them.',
  },
  { folders: ['lib/errors', 'lib/telemetry'], comment: 'Errors and logs know nothing of what fails.' },
  {
    folders: ['lib/cache', 'lib/concurrency', 'lib/csv', 'lib/model'],
    comment: 'The closed sets and general functions depend on no other folder.',
  },
]

const pathOf = (layers) => `^(${layers.flatMap(({ folders }) => folders).join('|')})/`

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...LAYERS.map((layer, index) => ({
      name: `layer-of-${layer.folders.join('-').replaceAll('lib/', '')}`,
      severity: 'error',
      comment: layer.comment,
      from: { path: pathOf([layer]) },
      to: { path: pathOf(LAYERS.slice(0, index + 1)), pathNot: '^$1/' },
    })),
    {
      name: 'every-folder-has-a-layer',
      severity: 'error',
      comment:
        'A folder without a place in LAYERS could be part of a circle; a loose file in lib has no folder.',
      from: {},
      to: { path: '^lib/', pathNot: pathOf(LAYERS) },
    },
    {
      name: 'no-circle-of-files',
      severity: 'error',
      comment: 'A circle of imports, also of types, can only be understood all at once.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circle-of-folders',
      scope: 'folder',
      severity: 'error',
      comment:
        'The same for folders inside of a layer: sync/run imports sync/queue, or the reverse, not both.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-a-command',
      severity: 'error',
      comment: 'A command only parses arguments and prints; what it does belongs to a capability.',
      from: {},
      to: { path: '^(lib/ops/commands|prisma)/' },
    },
    {
      name: 'only-db-and-tenant-run-prisma',
      severity: 'error',
      comment:
        'A Prisma client elsewhere would bypass tenant isolation; its types are harmless. One attack test removes the layers one by one, and cold starts are compared with a bare client.',
      from: {
        pathNot:
          '^lib/(tenant|db)/|^lib/ops/schema-engine/schema-engine-adapter|^tests/(fixtures/attack/isolation-layers|built/minimal-function|bench/peers/)',
      },
      to: {
        path: '^lib/db/generated|@prisma/(client|adapter-pg|extension-accelerate)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'api-only-declares',
      severity: 'error',
      comment: 'A route file uses the verbs of the domain and lib/http, never the database or Google itself.',
      from: { path: '^api/' },
      to: { path: '^lib/(db|google|tenant)/' },
    },
    {
      name: 'http-knows-no-domain',
      severity: 'error',
      comment:
        'The pipeline is the same for every route. It knows the errors of Google, which it maps to problems.',
      from: { path: '^lib/http/' },
      to: {
        path: `${pathOf(DOMAIN)}|^lib/google/(?!google-(error|reasons)\\.ts$)`,
      },
    },
    {
      name: 'tokens-by-their-entrances',
      severity: 'error',
      comment: 'Use a token, refresh what is due, revoke a grant: leases and stored tokens stay inside.',
      from: { path: '^(api|lib)/', pathNot: '^lib/connections/' },
      to: {
        path: '^lib/connections/tokens/',
        pathNot: '/(access-token|refresh-due-connection|revoke-grant)\\.ts$',
      },
    },
    {
      name: 'google-sandbox-judges-by-itself',
      severity: 'error',
      comment:
        'A mistake of the product would not show in a sandbox that shares its code or its selector parser.',
      from: { path: '^lib/dev/google-sandbox/' },
      to: { path: '^(api|lib/(?!dev/|ops/seed/))|css-what' },
    },
    {
      name: 'deployed-code-has-no-dev-dependencies',
      severity: 'error',
      comment: 'Development packages are not installed in a function.',
      from: { path: '^(api|lib)/', pathNot: pathOf(TOOLS) },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
