import { type QueryInput, queryList, queryStructures, queryText, queryTexts } from '../../protocol/index.ts';
import { type AwsRequest, Fault } from '../../service.ts';
import { accountOf } from '../../world-factory.ts';
import type { Home } from './engine/home.ts';
import { inlineTemplate, storedTemplate } from './engine/template-source.ts';
import type { Settings, Stack, Tags } from './stack.ts';
import { checkCapabilities } from './template/capabilities.ts';
import { type GivenParameter, settleParameters } from './template/parameters.ts';
import { parseTemplate } from './template/parse.ts';
import type { Template } from './template/template.ts';
import { validateTemplate } from './template/validate.ts';
import { present } from './value.ts';

/** What a request wants a stack to be. Throws the faults of templates, parameters, capabilities and roles. */
export function readSettings(
  home: Home,
  request: AwsRequest,
  input: QueryInput,
  existing: Stack | undefined,
): Settings {
  const template = readTemplate(home, input, existing);
  const capabilities = queryTexts(input, 'Capabilities');
  const parameters = settleParameters(template, readParameters(input), existing?.settings.parameters);
  checkCapabilities(template, capabilities);
  const roleArn = queryText(input, 'RoleARN');
  if (roleArn !== undefined) checkPassRole(home, request, roleArn);
  const tags = readTags(input);
  return {
    template,
    parameters,
    capabilities,
    // Tags that are not sent are kept; sent ones are all there will be.
    tags: tags ?? existing?.settings.tags ?? {},
    ...present('roleArn', roleArn ?? existing?.settings.roleArn),
  };
}

/** The template of a request, parsed and checked. */
export function readTemplate(home: Home, input: QueryInput, existing: Stack | undefined): Template {
  const template = givenTemplate(home, input, existing);
  validateTemplate(template);
  return template;
}

function givenTemplate(home: Home, input: QueryInput, existing: Stack | undefined): Template {
  const body = queryText(input, 'TemplateBody');
  const url = queryText(input, 'TemplateURL');
  if (queryText(input, 'UsePreviousTemplate') === 'true') {
    if (existing && existing.status !== 'REVIEW_IN_PROGRESS') return existing.settings.template;
    throw new Fault('ValidationError', 'UsePreviousTemplate is only possible for a stack that exists.');
  }
  if (body !== undefined && url !== undefined) {
    throw new Fault('ValidationError', 'You cannot specify both TemplateBody and TemplateURL.');
  }
  if (body !== undefined) return parseTemplate(inlineTemplate(body));
  if (url !== undefined) return parseTemplate(storedTemplate(home.world, url));
  throw new Fault('ValidationError', 'Either Template URL or Template Body must be specified.');
}

function readParameters(input: QueryInput): readonly GivenParameter[] {
  return queryStructures(input, 'Parameters').map((parameter) => ({
    key: queryText(parameter, 'ParameterKey') ?? '',
    ...present('value', queryText(parameter, 'ParameterValue')),
    usePreviousValue: queryText(parameter, 'UsePreviousValue') === 'true',
  }));
}

function readTags(input: QueryInput): Tags | undefined {
  if (input.Tags === undefined) return undefined;
  if (queryList(input, 'Tags').length === 0) return {};
  return Object.fromEntries(
    queryStructures(input, 'Tags').map((tag) => [queryText(tag, 'Key') ?? '', queryText(tag, 'Value') ?? '']),
  );
}

/**
 * A Copilot manager role may pass on only roles that carry its application's and environment's tags, which they have from
 * the stack's tags: a stack that lost its tags cannot be deployed any more.
 */
function checkPassRole(home: Home, request: AwsRequest, roleArn: string): void {
  const { credential } = request;
  if (!credential.role?.endsWith('-EnvManagerRole')) return;
  const account = accountOf(home.world, credential.account);
  const passed = [...account.roles.values()].find((role) => role.arn === roleArn);
  const manager = account.roles.get(credential.role);
  const tags = ['copilot-application', 'copilot-environment'];
  if (passed && manager && tags.every((tag) => passed.tags[tag] && passed.tags[tag] === manager.tags[tag]))
    return;
  throw new Fault(
    'AccessDenied',
    `User: ${credential.arn} is not authorized to perform: iam:PassRole on resource: ${roleArn} because no identity-based policy allows the iam:PassRole action`,
    403,
  );
}
