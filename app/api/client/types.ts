/** JSON Schema, as our own description uses it, as types of TypeScript. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  description?: string
}

const simple: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
}

export function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'Json'
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'Json'
  if (schema.enum) return unionOf(schema.enum.map((value) => JSON.stringify(value)))
  if ('const' in schema) return JSON.stringify(schema.const)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return unionOf(choices.map(typeOf))
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOf(part)})`).join(' & ')
  if (Array.isArray(schema.type)) return unionOf(schema.type.map((type) => typeOf({ ...schema, type })))
  if (schema.type === 'array') return `(${typeOf(schema.items)})[]`
  if (schema.type === 'object' || schema.properties) return objectOf(schema)
  return simple[String(schema.type)] ?? 'Json'
}

/** A text for which some words are usual swallows them. */
const unionOf = (types: readonly string[]): string => [...new Set(types)].join(' | ')

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): string {
  const known = Object.entries(properties).map(([name, schema]) => {
    const said = schema.description ? `/** ${schema.description.replaceAll('*/', '')} */\n` : ''
    return `${said}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`
  })
  const open = typeof additionalProperties === 'object' && Object.keys(properties).length === 0
  if (open) return `Record<string, ${typeOf(additionalProperties)}>`
  return known.length > 0 ? `{\n${known.join('\n')}\n}` : 'Record<string, never>'
}
