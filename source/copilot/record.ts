import { exitCode, UserError } from '../errors.ts';

/** A JSON record whose fields are asked for by name and kind. */
export interface RecordReader {
  /** @throws UserError `record-malformed` unless it is text with something in it */
  text(field: string): string;
  /** Undefined when the field is missing or empty. */
  optionalText(field: string): string | undefined;
  /** A map of texts; empty when the field is missing. */
  texts(field: string): Readonly<Record<string, string>>;
}

/** @throws UserError `record-malformed` when the parameter's value is not a JSON object */
export function parseRecord(parameter: string, value: string): RecordReader {
  const fields = new Map(Object.entries(parseObject(parameter, value)));

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

  return { text, optionalText, texts };
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
