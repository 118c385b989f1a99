import { exitCode, UserError } from '../errors.ts';

/** A JSON record whose fields are asked for by name and kind. */
export interface RecordReader {
  /** @throws UserError `record-malformed` unless it is text with something in it */
  text(field: string): string;
  /** Undefined when the field is missing or empty. */
  optionalText(field: string): string | undefined;
  /** A map of texts; empty when the field is missing. */
  texts(field: string): Readonly<Record<string, string>>;
  /** Empty when the field is missing. */
  list(field: string): readonly string[];
  /** Undefined when the field is missing. */
  flag(field: string): boolean | undefined;
  /** A record inside of this one; undefined when the field is missing. */
  optionalRecord(field: string): RecordReader | undefined;
}

/** @throws UserError `record-malformed` when the parameter's value is not a JSON object */
export function parseRecord(parameter: string, value: string): RecordReader {
  return recordReader(parameter, parseObject(parameter, value));
}

function recordReader(parameter: string, record: object): RecordReader {
  const fields = new Map<string, unknown>(Object.entries(record));

  function optionalText(field: string): string | undefined {
    const found = fields.get(field);
    if (found === undefined || found === null || found === '') return undefined;
    if (typeof found !== 'string') throw malformed(parameter, `"${field}" is not text`);
    return found;
  }

  function text(field: string): string {
    const found = optionalText(field);
    if (found === undefined) throw malformed(parameter, `"${field}" is missing`);
    return found;
  }

  function texts(field: string): Readonly<Record<string, string>> {
    const found = fields.get(field) ?? {};
    if (typeof found !== 'object' || Array.isArray(found)) {
      throw malformed(parameter, `"${field}" is not a map`);
    }
    const entries: [string, unknown][] = Object.entries(found);
    return Object.fromEntries(
      entries.map(([key, entry]) => {
        if (typeof entry !== 'string') throw malformed(parameter, `"${field}.${key}" is not text`);
        return [key, entry];
      }),
    );
  }

  function list(field: string): readonly string[] {
    const found = fields.get(field) ?? [];
    if (!Array.isArray(found)) throw malformed(parameter, `"${field}" is not a list`);
    return found.map((entry: unknown) => {
      if (typeof entry !== 'string') throw malformed(parameter, `"${field}" holds something else than text`);
      return entry;
    });
  }

  function flag(field: string): boolean | undefined {
    const found = fields.get(field) ?? undefined;
    if (found !== undefined && typeof found !== 'boolean')
      throw malformed(parameter, `"${field}" is neither true nor false`);
    return found;
  }

  function optionalRecord(field: string): RecordReader | undefined {
    const found = fields.get(field) ?? undefined;
    if (found === undefined) return undefined;
    if (typeof found !== 'object' || found === null || Array.isArray(found))
      throw malformed(parameter, `"${field}" is not a map`);
    return recordReader(parameter, found);
  }

  return { text, optionalText, texts, list, flag, optionalRecord };
}

function parseObject(parameter: string, value: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch (cause) {
    throw malformed(parameter, 'it is not JSON', cause);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw malformed(parameter, 'it is not a JSON object');
  }
  return parsed;
}

function malformed(parameter: string, why: string, cause?: unknown): UserError {
  return new UserError({
    code: 'record-malformed',
    message: `Reading the parameter ${parameter}: ${why}. Copilot writes such records; this one was changed by something else.`,
    next: [
      `See what it holds: aws ssm get-parameter --name ${parameter}`,
      `An earlier value is in its history: aws ssm get-parameter-history --name ${parameter}`,
    ],
    exitCode: exitCode.invalid,
    cause,
  });
}
