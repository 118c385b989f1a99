/** CloudFront refuses longer names of origin access controls. */
export const accessControlNameLimit = 64;

/** What `!Sub` makes of the name in the template, which is Copilot's (docs/copilot.md, 6.5). */
export function accessControlNameOf(application: string, environment: string): string {
  return `copilot-${application}-${environment}-origin-access-control`;
}
