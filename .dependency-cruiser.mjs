/** The import walls. Arrows point one way: api → http → domain → google, tenant → db. */
const EVERYBODY = '^lib/(concurrency|csv|errors|input|model|paging|settings|telemetry)/'
const DOMAIN = '^lib/(organizations|members|customers|trackings|connections|sync|reports|audit|health|cron)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'A circle of imports has no lowest part: nobody can read it from the bottom up.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'prisma-client-stays-home',
      severity: 'error',
      comment:
        'Only lib/tenant and lib/db may run the Prisma client; everybody may name its types. The attacks take the walls apart, to try each alone.',
      from: {
        pathNot:
          '^lib/(tenant|db)/|^lib/ops/schema-engine/schema-engine-adapter|^tests/fixtures/attack/isolation-layers',
      },
      to: {
        path: '^lib/db/generated|@prisma/(client|adapter-pg|extension-accelerate)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'api-only-declares',
      severity: 'error',
      comment: 'A route file reaches domain verbs and lib/http, never the database or Google itself.',
      from: { path: '^api/' },
      to: { path: '^lib/(tenant|db|google|dev|ops)/' },
    },
    {
      name: 'http-knows-no-domain',
      severity: 'error',
      comment:
        'The pipeline serves every route alike. It knows the errors of Google, to answer with their next step.',
      from: { path: '^lib/http/' },
      to: { path: `${DOMAIN}|^lib/(dev|ops)/|^lib/google/(?!google-(error|reasons)\\.ts$)` },
    },
    {
      name: 'domain-knows-no-http',
      severity: 'error',
      comment: 'Verbs serve cron and runs too: they never see a Request or a Response.',
      from: { path: DOMAIN },
      to: { path: '^(api|lib/(http|auth|dev|ops))/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'google-knows-no-domain',
      severity: 'error',
      comment: 'The clients say what Google says; what it means for a tracking is the domain’s matter.',
      from: { path: '^lib/google/' },
      to: { path: `${DOMAIN}|^(api|lib/(http|auth|tenant|dev|ops))/` },
    },
    {
      name: 'connections-know-no-caller',
      severity: 'error',
      comment: 'customers → connections → sync: a login knows nothing of what is done through it.',
      from: { path: '^lib/connections/' },
      to: { path: '^lib/(organizations|members|customers|trackings)/' },
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
      name: 'tenant-and-db-are-the-ground',
      severity: 'error',
      from: { path: '^lib/(tenant|db)/' },
      to: { path: `${DOMAIN}|^(api|lib/(http|auth|google|dev|ops))/` },
    },
    {
      name: 'db-knows-no-tenant',
      severity: 'error',
      from: { path: '^lib/db/' },
      to: { path: '^lib/tenant/' },
    },
    {
      name: 'everybody-depends-on-nobody',
      severity: 'error',
      from: { path: EVERYBODY },
      to: { path: '^(api|lib)/', pathNot: EVERYBODY },
    },
    {
      name: 'nothing-deployed-needs-dev-or-ops',
      severity: 'error',
      from: { path: '^(api|lib)/', pathNot: '^lib/(api-client|dev|embedded-postgres|ops)/' },
      to: { path: '^(lib/(api-client|dev|embedded-postgres|ops)|prisma|tests)/' },
    },
    {
      name: 'deployed-code-has-no-dev-dependencies',
      severity: 'error',
      from: { path: '^(api|lib)/', pathNot: '^lib/(api-client|dev|embedded-postgres|ops)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|lib/db/generated' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
