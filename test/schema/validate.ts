import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { Event } from '../../source/event.ts';
import { packageRoot } from '../../source/package-root.ts';

const published: unknown = JSON.parse(readFileSync(join(packageRoot, 'docs/events.schema.json'), 'utf8'));

let check: ReturnType<typeof compile> | undefined;

/**
 * Reads a line of `--json` by docs/events.schema.json, more strictly than readers have to: a field that the schema does not name
 * is an error as well. Throws with what is wrong and the line.
 */
export function validEvent(line: string): Event {
  check ??= compile();
  const value: unknown = JSON.parse(line);
  if (check(value)) return value;
  const { type } = Object(value);
  const wrong = (check.errors ?? [])
    .filter(({ keyword }) => keyword !== 'const' && keyword !== 'anyOf')
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  throw new Error(`This is no ${type} event by docs/events.schema.json:\n${line}\n${wrong.join('\n')}`);
}

function compile() {
  return new Ajv({ allErrors: true, strictTypes: false }).compile<Event>(Object(strict(published)));
}

/** Objects take no other fields than those that are named. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, strict(value)]));
  const isOpen = 'additionalProperties' in schema;
  return 'properties' in schema && schema.properties instanceof Object && 'type' in schema && !isOpen
    ? { ...inner, additionalProperties: false }
    : inner;
}
