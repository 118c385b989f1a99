/** The name that a site shall have, and its certificate; neither: CloudFront's own name alone. */
export interface SiteName {
  readonly alias?: string;
  /** ARN, in us-east-1. */
  readonly certificate?: string;
}

/** CloudFront takes the one only with the other; who asks for one alone has not read the manifest's findings. */
export function checkName({ alias, certificate }: SiteName): void {
  if ((alias === undefined) !== (certificate === undefined))
    throw new Error('A site has a name and a certificate for it, or neither.');
}
