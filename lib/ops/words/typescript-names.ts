import ts from 'typescript'
import { type Located, sqlNames } from './sql-names.ts'

export type TypeScriptNames = { identifiers: Located[]; logEvents: Located[]; sqlNames: Located[] }

const SQL =
  /^\s*(select\s|insert into\s|update\s+\S+\s+set\s|delete from\s|with\s+\w+\s+as\s|(create|alter|drop)\s+(or replace\s+)?(unique\s+)?(table|index|function|procedure|trigger|policy|role|view|type)\s|grant\s[\s\S]+\sto\s|call\s+app\.)/i
const LOG = /^log\.(debug|info|warn|error)$/

/**
 * The names that a file gives: identifiers where they are declared (so `Object.entries` and `process.once` are not
 * ours), events that it logs, and names in the SQL of its strings.
 */
export function typescriptNames(file: string, code: string): TypeScriptNames {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true)
  const names: TypeScriptNames = { identifiers: [], logEvents: [], sqlNames: [] }
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
  const visit = (node: ts.Node): void => {
    const declared = declaredName(node)
    if (declared) names.identifiers.push({ text: declared.text.replace(/^#/, ''), line: lineOf(declared) })
    if (ts.isCallExpression(node) && LOG.test(node.expression.getText(source))) {
      const event = node.arguments[0]
      if (event && ts.isStringLiteralLike(event))
        names.logEvents.push({ text: event.text, line: lineOf(event) })
    }
    if (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) {
      const sql = node.getText(source).slice(1, -1)
      if (SQL.test(sql)) names.sqlNames.push(...sqlNames(sql, lineOf(node)))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}

/** The name that a node declares, unless another module or the type of an object has given it. */
function declaredName(node: ts.Node): ts.Identifier | ts.PrivateIdentifier | undefined {
  if (!('name' in node) || ts.isPropertyAccessExpression(node) || ts.isMetaProperty(node)) return undefined
  if ((ts.isImportSpecifier(node) || ts.isBindingElement(node)) && givenElsewhere(node)) return undefined
  if (ts.isShorthandPropertyAssignment(node)) return undefined
  return isName(node.name) ? node.name : undefined
}

function isName(value: unknown): value is ts.Identifier | ts.PrivateIdentifier {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  return value.kind === ts.SyntaxKind.Identifier || value.kind === ts.SyntaxKind.PrivateIdentifier
}

function givenElsewhere(node: ts.ImportSpecifier | ts.BindingElement): boolean {
  return !node.propertyName && !ts.isArrayBindingPattern(node.parent)
}
