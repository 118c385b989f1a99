import { describeGeneration } from './describe-generation.ts';

describeGeneration('v1.23.0');
