import { describeGeneration } from './describe-generation.ts';

describeGeneration('v1.33.2');
