/** What an organization may have in the pattern by which its objects in Tag Manager are named. */
export const NAME_PLACEHOLDERS = ['{name}', '{type}', '{customer}', '{id}'] as const
