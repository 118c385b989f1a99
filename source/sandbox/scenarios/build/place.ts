import { environmentAccount, environmentStackName } from '../names.ts';
import type { EnvironmentScenario, Scenario } from '../scenario.ts';

/** Where the stacks of an environment are, and what they all have. */
export function place(scenario: Scenario, environment: EnvironmentScenario) {
  const { application } = scenario;
  const account = environmentAccount(scenario);
  const stack = environmentStackName(application, environment);
  return {
    account,
    region: environment.region,
    tags: { 'copilot-application': application.name, 'copilot-environment': environment.name },
    roleArn: `arn:aws:iam::${account}:role/${stack}-CFNExecutionRole`,
  };
}
