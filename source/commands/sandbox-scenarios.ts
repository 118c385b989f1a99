export { scenarioNames } from '../sandbox/scenarios/index.ts';
