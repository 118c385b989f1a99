/** CloudFront reads certificates from here only, whatever the region of the environment. */
export const edgeRegion = 'us-east-1';
