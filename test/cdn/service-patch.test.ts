import { describe, expect, it } from 'vitest';
import { httpRules, patchServiceTemplate, ruleInWords } from '../../source/cdn/service-patch.ts';
import { loadBalancedWebServiceTemplate } from '../../source/sandbox/copilot/templates.ts';
import { dataOf } from './expected-environment.ts';
import { without } from './generations/without.ts';
import { formsOf } from './templates.ts';

const options = {
  manifest: 'name: api\ntype: Load Balanced Web Service\n',
  name: 'api',
  aliases: ['api.example.com'],
  path: '/',
  redirectToHttps: true,
  https: true,
  additionalRules: [
    { path: '/admin', aliases: ['admin.example.com'] },
    { path: '/files', aliases: ['files.example.com'] },
  ],
};
const redirecting = loadBalancedWebServiceTemplate(options);
const forwarding = loadBalancedWebServiceTemplate({ ...options, redirectToHttps: false });
const ids = ['HTTPListenerRuleWithDomain', 'HTTPListenerRuleWithDomain1', 'HTTPListenerRuleWithDomain2'];
const all = (answer: 'redirect' | 'forward') => new Map(ids.map((id) => [id, answer] as const));

function actionsOf(template: string) {
  const { Resources } = dataOf(template);
  return ids.map((id) => Object(Object(Resources[id]).Properties).Actions);
}

function withoutActions(template: string) {
  const data = dataOf(template);
  for (const id of ids) delete Object(Object(data.Resources[id]).Properties).Actions;
  return data;
}

describe('the rules of a service', () => {
  it('are told with what they answer over HTTP, each', () => {
    expect(httpRules(redirecting)).toEqual(
      ids.map((logicalId, index) => ({ index, logicalId, answer: 'redirect', grpc: false })),
    );
    expect(httpRules(forwarding).map(({ answer }) => answer)).toEqual(['forward', 'forward', 'forward']);
  });

  it('are none where the service has no HTTPS', () => {
    expect(httpRules(loadBalancedWebServiceTemplate({ ...options, https: false }))).toEqual([]);
  });

  it('are told as gRPC by their target group', () => {
    const grpc = loadBalancedWebServiceTemplate({ ...options, grpc: true });
    expect(httpRules(grpc).map((rule) => rule.grpc)).toEqual([true, true, true]);
  });

  it('are something else when somebody wrote them in another way', () => {
    const temporary = redirecting.replace(/Protocol: HTTPS\n( +)Port: 443/, 'Protocol: HTTP\n$1Port: 8080');
    expect(httpRules(temporary).map(({ answer }) => answer)).toContain('other');
    const patched = patchServiceTemplate(temporary, all('forward'));
    expect(patched.nodes.map(({ logicalId }) => logicalId)).toEqual(ids.slice(1));
  });

  it('are named as the manifest has them', () => {
    expect([0, 2].map((index) => ruleInWords({ index }))).toEqual(['the main rule', 'additional rule 2']);
  });
});

describe.each(Object.entries(formsOf(redirecting)))('the patch of a template: %s', (_, template) => {
  const patched = patchServiceTemplate(template, all('forward'));

  it('lets every rule forward to its own target group, as Copilot would', () => {
    expect(actionsOf(patched.template)).toEqual(actionsOf(forwarding));
    expect(patched.nodes.map(({ logicalId, action }) => [logicalId, action])).toEqual(
      ids.map((id) => [id, 'modify']),
    );
  });

  it('changes nothing else', () => {
    expect(withoutActions(patched.template)).toEqual(withoutActions(template));
    if (template.startsWith('{')) return;
    const rules = new Set(ids);
    expect(without(patched.template, rules)).toBe(without(template, rules));
  });

  it('changes nothing the second time', () => {
    expect(patchServiceTemplate(patched.template, all('forward'))).toEqual({
      template: patched.template,
      nodes: [],
    });
  });

  it('goes back to the same meaning, and to the same bytes where Copilot wrote them', () => {
    const back = patchServiceTemplate(patched.template, all('redirect')).template;
    expect(dataOf(back)).toEqual(dataOf(template));
    if (template === redirecting) expect(back).toBe(template);
  });

  it('changes only the rules that it is told', () => {
    const some = patchServiceTemplate(template, new Map([['HTTPListenerRuleWithDomain1', 'forward']]));
    expect(httpRules(some.template).map(({ answer }) => answer)).toEqual(['redirect', 'forward', 'redirect']);
  });
});
