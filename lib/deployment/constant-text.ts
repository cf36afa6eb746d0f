import type { ContainerContents } from './container-contents.ts'

/** A text with the constants in it that it refers to. */
export function constantText(text: string, { variable }: Pick<ContainerContents, 'variable'>): string {
  return text.replaceAll(/\{\{([^{}]+)\}\}/g, (reference, name: string) => {
    const constant = variable.find((each) => each.type === 'c' && each.name === name)
    return constant?.parameter?.find(({ key }) => key === 'value')?.value ?? reference
  })
}
