import type { EntityBody, Kind } from '../state/entity.ts'

/** A tag or variable type as Google defines it: the parameters it requires, and the others that have an effect. */
type Template = { required: string[]; optional: string[] }

const TAGS: Record<string, Template> = {
  awct: template(
    'conversionId conversionLabel',
    'conversionValue currencyCode orderId enableConversionLinker conversionCookiePrefix rdp',
    'enableNewCustomerReporting enableEnhancedConversion enableProductReporting enableShippingData',
    'cssProvidedEnhancedConversionValue newCustomerReportingDataSource productReportingDataSource awNewCustomer awCustomerLTV',
  ),
  gclidw: template(
    '',
    'enableCrossDomain enableCrossDomainFeature linkerDomains acceptIncoming formDecoration urlPosition',
    'enableUrlPassthrough enableCookieOverrides conversionCookiePrefix cookieDomain cookiePath cookieFlags',
  ),
  gaawe: template(
    'eventName measurementIdOverride',
    'measurementId eventSettingsTable eventSettingsVariable sendEcommerceData getEcommerceDataFrom ecommerceMacroData',
    'userProperties enableUserProperties userDataVariable enhancedUserId migratedToV4Eventparams',
  ),
  googtag: template(
    'tagId',
    'configSettingsTable configSettingsVariable eventSettingsTable eventSettingsVariable userDataVariable',
  ),
  sp: template(
    'conversionId',
    'conversionLabel enableConversionLinker conversionCookiePrefix rdp enableDynamicRemarketing customParamsFormat',
    'enableUserId eventName eventValue eventItems',
  ),
  html: template('html', 'supportDocumentWrite usePostscribe convertJsValuesToExpressions'),
  img: template('url', 'useCacheBuster cacheBusterQueryParam randomNumber'),
}

/** Other types that real containers hold; their parameters are stored and not judged. */
const OTHER_TAGS = new Set(
  [
    'ua gaawc awcc awc awj awcr awud flc fls asp baut bzi cegg crto csm cts hjtc infinity ljs mf ml mpm',
    'okt opt pa pc pntr pijs pzn qpx scjs sca shareaholic svw tc tdlc tdsc ts tt twitter_website_tag',
    'uslt uspt vdc veip xpsh yieldify zone',
  ].flatMap((line) => line.split(' ')),
)

const OTHER_VARIABLES = new Set('gas gtes gtcs uv e ctv dbg cid hid vis t ed euid'.split(' '))

/** Made from a template of the gallery or of the container. */
const CUSTOM_TYPE = /^cvt_\w+$/

const VARIABLES: Record<string, Template> = {
  c: template('value'),
  v: template('name', 'dataLayerVersion setDefaultValue defaultValue'),
  jsm: template('javascript'),
  j: template('name'),
  k: template('name', 'decodeCookie'),
  u: template('', 'component queryKey customUrlSource stripWww defaultPages'),
  d: template('', 'elementId elementSelector selectorType attributeName'),
  f: template('', 'component queryKey'),
  aev: template('', 'varType component attribute stripWww setDefaultValue defaultValue'),
  smm: template('', 'input map setDefaultValue defaultValue'),
  remm: template('', 'input map setDefaultValue defaultValue fullMatch replaceAfterMatch ignoreCase'),
  r: template(''),
  // “User-Provided Data”; as exports have it.
  awec: template(
    'mode',
    'autoEmailEnabled autoPhoneEnabled autoAddressEnabled isAutoCollectPiiEnabledFlag',
    'enableElementBlocking disabledElements dataSource',
    'email phone_number first_name last_name street city region postal_code country',
  ),
}

function template(required: string, ...optional: string[]): Template {
  const words = (text: string) => text.split(' ').filter(Boolean)
  return { required: words(required), optional: optional.flatMap(words) }
}

/** The error in a tag's or variable's type and parameters, and what Google would accept in silence. */
export function checkTemplate(kind: Kind, body: EntityBody): { error?: string; warnings: string[] } {
  if (kind !== 'tag' && kind !== 'variable') return { warnings: [] }
  const type = body.type ?? ''
  const template = (kind === 'tag' ? TAGS : VARIABLES)[type]
  if (!template) {
    const others = kind === 'tag' ? OTHER_TAGS : OTHER_VARIABLES
    if (others.has(type) || CUSTOM_TYPE.test(type)) return { warnings: [] }
    return {
      error: `vendorTemplate.key: Unknown entity type (template public ID: ${type})`,
      warnings: [],
    }
  }
  const given = body.parameter ?? []
  const filled = new Set(given.filter(({ value, list, map }) => value || list || map).map(({ key }) => key))
  const satisfied = (key: string) =>
    filled.has(key) || (key === 'measurementIdOverride' && hasTagReference(body))
  const missing = template.required.find((key) => !satisfied(key))
  if (missing)
    return { error: `vendorTemplate.parameter.${missing}: The value must not be empty.`, warnings: [] }
  const known = new Set([...template.required, ...template.optional])
  const warnings = given
    .filter(({ key }) => !known.has(key ?? ''))
    .map(({ key }) => `${kind} "${body.name}" (${body.type}): parameter "${key}" means nothing to Google.`)
  const conversionId = given.find(({ key }) => key === 'conversionId')?.value
  if (body.type === 'awct' && conversionId && !/^(\d+|\{\{.+\}\})$/.test(conversionId)) {
    warnings.push(`tag "${body.name}" (awct): conversionId "${conversionId}" is not a number.`)
  }
  return { warnings }
}

/** A GA4 event may name its Google tag instead of a measurement id. */
function hasTagReference(body: EntityBody): boolean {
  return (body.parameter ?? []).some(
    ({ key, type, value }) => key === 'measurementId' && type === 'tagReference' && value,
  )
}
