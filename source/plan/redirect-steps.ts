import type { Facts } from './facts.ts';
import type { RulesStep, Step } from './step.ts';
import { movableRules, partOf, type ServiceTls, type Termination, type TlsFacts } from './tls-facts.ts';
import { rulesAmissIn } from './tls-rules.ts';
import {
  type ServiceMove,
  serviceDeploymentStep,
  serviceManifestStep,
  wantedAnswers,
} from './tls-service.ts';

/** What each service has to do with where TLS ends: its manifest, the rules of its stack, and then the load balancer is asked for all of them. */
export function redirectSteps(facts: Facts, termination: Termination): readonly Step[] {
  const tls = facts.tls ?? { services: [], outside: [], only: false };
  const move: ServiceMove = { environment: facts.environment.name, termination, only: tls.only };
  const moving = tls.services.filter((service) => partOf(service) === 'moves');
  const services = moving.flatMap((service) => serviceSteps(service, move));
  return moving.length === 0 ? [] : [...services, rulesStep(facts, tls, move)];
}

function serviceSteps(service: ServiceTls, move: ServiceMove): Step[] {
  return [serviceManifestStep(service, move), serviceDeploymentStep(service, move)].filter(
    (step) => step !== undefined,
  );
}

function rulesStep(facts: Facts, { services }: TlsFacts, move: ServiceMove): RulesStep {
  const moving = services.filter((service) => partOf(service) === 'moves');
  const wanted = new Map(moving.map((service) => [service.name, wantedAnswers(service, move)]));
  const count = moving.reduce((sum, service) => sum + movableRules(service).length, 0);
  const edge = move.termination === 'edge';
  const all = `${count === 1 ? 'the rule' : `all ${count} rules`} of ${moving.length === 1 ? 'the service' : `${moving.length} services`}`;
  return {
    kind: 'rules',
    id: 'rules',
    title: 'Rules',
    target: '',
    wanted,
    done: rulesAmissIn(facts, wanted).length === 0,
    summary: `asks the load balancer for ${all}`,
    whenDone: edge
      ? `the load balancer forwards HTTP in ${all}`
      : `the load balancer does what its stacks say in ${all}`,
    why: edge
      ? 'What counts is what the load balancer does: every rule, the additional ones too, and whatever somebody changed by hand.'
      : 'It comes last: what the load balancer does is what visitors get.',
    changes: [],
  };
}
