import { createGenerator, type Schema } from 'ts-json-schema-generator';

type Definition = NonNullable<Schema['definitions']>[string];

/** JSON Schema of a line of `--json`, from the types in source/event.ts. Fields may be added some day, so others are allowed. */
function eventSchema(): Schema {
  const { definitions = {} } = createGenerator({
    path: 'source/event.ts',
    type: 'EventBody',
    tsconfig: 'tsconfig.json',
    skipTypeCheck: true,
    topRef: true,
    expose: 'export',
    jsDoc: 'extended',
    additionalProperties: true,
  }).createSchema('EventBody');
  const events = refsOf(definitions.EventBody);
  const timed = Object.entries(definitions).map(([name, definition]): [string, Definition] => [
    name,
    events.includes(name) ? withTime(definition) : definition,
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A line of what copilot-cdn prints with --json, and of what --record writes',
    $ref: '#/definitions/EventBody',
    definitions: Object.fromEntries(timed),
  };
}

/** The events that the union names. */
function refsOf(union: Definition | undefined): readonly string[] {
  if (typeof union !== 'object') return [];
  return (union.anyOf ?? []).flatMap((each) =>
    typeof each === 'object' && each.$ref !== undefined ? [each.$ref.replace('#/definitions/', '')] : [],
  );
}

/** Every event is stamped when it is told. */
function withTime(definition: Definition): Definition {
  if (typeof definition !== 'object') return definition;
  if (definition.anyOf !== undefined) return { ...definition, anyOf: definition.anyOf.map(withTime) };
  return {
    ...definition,
    properties: { time: { type: 'string', description: 'RFC 3339.' }, ...definition.properties },
    required: ['time', ...(definition.required ?? [])],
  };
}

/** As the file holds it. */
export function schemaText(): string {
  return `${JSON.stringify(eventSchema(), undefined, 2)}\n`;
}
