/** What brings back a site that lost a part of its stack by hand. */
export function makeAnew(service: string, environment: string): readonly string[] {
  return [
    `Delete what is left: copilot-cdn site delete ${service} --env ${environment}`,
    `then deploy it anew: copilot-cdn site deploy ${service} --env ${environment}`,
  ];
}
