const defaultVersion = 'v1.33.2';
const defaultArtifactBucket = 'stackset-shop-infra-pipelinebuiltartifactbucket-1x2y3z4exampl';
/** The key of a function's code ends in the hash of its archive; any will do here. */
const functionHash = 'c0de'.repeat(16);

/** What every template of Copilot's says. */
export function sharedParts(options: { readonly version?: string; readonly artifactBucket?: string }) {
  return {
    version: options.version ?? defaultVersion,
    'artifact-bucket': options.artifactBucket ?? defaultArtifactBucket,
    'function-hash': functionHash,
  };
}
