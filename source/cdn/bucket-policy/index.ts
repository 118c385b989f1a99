export { type Denial, denialsFor } from './denials.ts';
export { neededStatement } from './grants.ts';
export { type BucketEncryption, type KeyNeed, keyNeed } from './key-policy.ts';
export { type PolicyMerge, withDistribution } from './merge.ts';
export { withoutPublicStatements } from './public-statements.ts';
export { shownPolicy } from './shown.ts';
export type { EdgeReader } from './statement.ts';
export { type PolicyRemoval, withoutDistribution } from './take-away.ts';
