import { type HttpAnswer, ruleInWords } from '../cdn/service-patch.ts';
import type { Facts } from './facts.ts';
import { type HttpRule, movableRules, says } from './tls-facts.ts';

/** A rule of the load balancer that does something else than its stack says. */
export interface RuleAmiss {
  readonly service: string;
  readonly rule: HttpRule;
  /** What it does, and the command that mends it. */
  readonly text: string;
}

/** Rules that the load balancer does not do as `wanted`, by service and logical id. */
export function rulesAmissIn(
  facts: Facts,
  wanted: ReadonlyMap<string, ReadonlyMap<string, HttpAnswer>>,
): readonly RuleAmiss[] {
  return (facts.tls?.services ?? []).flatMap((service) =>
    movableRules(service).flatMap((rule): RuleAmiss[] => {
      const answer = wanted.get(service.name)?.get(rule.logicalId);
      if (answer === undefined || answer === rule.live) return [];
      const region = facts.environment.region;
      const text = `${service.name}: ${ruleInWords(rule)} ${says[rule.live]}. ${mending(rule, answer, region)}`;
      return [{ service: service.name, rule, text }];
    }),
  );
}

/** A stack that is deployed again changes nothing that its template says already, so a rule is mended by hand. */
export function mending(rule: HttpRule, answer: HttpAnswer, region: string): string {
  if (rule.arn === undefined || rule.live === 'gone')
    return 'Deploy the service with Copilot, which makes it anew';
  if (rule.answer === 'other')
    return 'Its template is not Copilot’s own: look at the overrides of the service';
  const command = `aws elbv2 modify-rule --region ${region} --rule-arn ${rule.arn}`;
  return answer === 'forward'
    ? `Put it back: ${command} --actions Type=forward,TargetGroupArn=${rule.targetGroup ?? 'ARN'}`
    : `Put it back: ${command} --actions 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'`;
}
