import { describeGeneration } from './describe-generation.ts';

describeGeneration('v1.28.0');
