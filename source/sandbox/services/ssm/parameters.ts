import { isObject, type JsonInput, jsonFlag, jsonNumber, jsonText, jsonTexts } from '../../protocol/index.ts';
import { Fault } from '../../service.ts';
import type { Parameter, Region } from '../../world.ts';
import { pageOf } from '../operations.ts';

export function parameterArn(region: string, account: string, name: string): string {
  return `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`;
}

/** Throws `ParameterNotFound`, which AWS sends without a message. */
export function getParameter(region: Region, input: JsonInput) {
  const parameter = find(region, jsonText(input, 'Name') ?? '');
  if (parameter === undefined) throw new Fault('ParameterNotFound', '');
  return { Parameter: describe(region, parameter) };
}

export function getParameters(region: Region, input: JsonInput) {
  const names = jsonTexts(input, 'Names') ?? [];
  const found = names.map((name) => find(region, name)).filter((parameter) => parameter !== undefined);
  return {
    Parameters: found.map((parameter) => describe(region, parameter)),
    InvalidParameters: names.filter((name) => find(region, name) === undefined),
  };
}

/** Ten a page at most; without `Recursive` only the level right below the path. Throws `ValidationException`. */
export function getParametersByPath(region: Region, input: JsonInput) {
  const path = jsonText(input, 'Path') ?? '';
  const size = jsonNumber(input, 'MaxResults') ?? 10;
  if (!path.startsWith('/')) throw new Fault('ValidationException', pathRule);
  if (size < 1 || size > 10) {
    throw new Fault(
      'ValidationException',
      `1 validation error detected: Value '${size}' at 'maxResults' failed to satisfy constraint: ` +
        'Member must have value less than or equal to 10',
    );
  }
  const folder = path.endsWith('/') ? path : `${path}/`;
  const below = [...region.parameters.values()]
    .filter(({ name }) => name.startsWith(folder))
    .filter(({ name }) => jsonFlag(input, 'Recursive') || !name.slice(folder.length).includes('/'))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = pageOf(below, jsonText(input, 'NextToken'), size);
  return { Parameters: page.items.map((parameter) => describe(region, parameter)), NextToken: page.next };
}

const pathRule = 'The parameter path must begin with a forward slash (/).';

const tagsRule =
  "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag.";

/** Throws `InvalidResourceId` where there is no such parameter. */
export function listTags(region: Region, input: JsonInput) {
  const parameter = find(region, jsonText(input, 'ResourceId') ?? '');
  if (parameter === undefined) throw new Fault('InvalidResourceId', '');
  return { TagList: (parameter.tags ?? []).map(({ Key, Value }) => ({ Key, Value })) };
}

function tagsIn(input: JsonInput): NonNullable<Parameter['tags']> {
  const list: readonly unknown[] = Array.isArray(input.Tags) ? input.Tags : [];
  return list
    .filter(isObject)
    .map((tag) => ({ Key: jsonText(tag, 'Key') ?? '', Value: jsonText(tag, 'Value') ?? '' }));
}

/** Throws `ParameterAlreadyExists` unless it may overwrite; `ValidationException` for tags with that. */
export function putParameter(region: Region, input: JsonInput, now: Date) {
  const name = jsonText(input, 'Name') ?? '';
  const before = region.parameters.get(name);
  if (before !== undefined && !jsonFlag(input, 'Overwrite')) {
    throw new Fault(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const given = tagsIn(input);
  if (given.length > 0 && jsonFlag(input, 'Overwrite')) throw new Fault('ValidationException', tagsRule);
  const version = (before?.version ?? 0) + 1;
  const value = jsonText(input, 'Value') ?? '';
  region.parameters.set(name, { name, value, version, modified: now, tags: before?.tags ?? given });
  return { Version: version, Tier: 'Standard' };
}

function find(region: Region, nameOrArn: string): Parameter | undefined {
  const fromArn = /^arn:[^:]+:ssm:[^:]*:\d+:parameter(\/.*)$/.exec(nameOrArn)?.[1];
  return region.parameters.get(fromArn ?? nameOrArn);
}

function describe(region: Region, parameter: Parameter) {
  return {
    ARN: parameterArn(region.name, region.account, parameter.name),
    DataType: 'text',
    LastModifiedDate: parameter.modified,
    Name: parameter.name,
    Type: 'String',
    Value: parameter.value,
    Version: parameter.version,
  };
}

/** Throws `ParameterNotFound`. */
export function deleteParameter(region: Region, input: JsonInput) {
  if (!region.parameters.delete(jsonText(input, 'Name') ?? '')) throw new Fault('ParameterNotFound', '');
  return {};
}
