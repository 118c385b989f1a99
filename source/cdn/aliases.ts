/**
 * The distribution's alternate domain names, as the custom resource `UniqueAliasesAction` works them out: the names of the
 * services that stand behind the load balancer, and the additional ones, each once, sorted by UTF-16 code units.
 *
 * @param aliasesParameter the stack's parameter `Aliases`: a JSON map of service to names, or ""
 * @param albWorkloads the stack's parameter `ALBWorkloads`: service names with commas between, or ""
 * @throws SyntaxError, as the function does, when `aliasesParameter` is not JSON
 */
export function uniqueAliases(
  aliasesParameter: string,
  albWorkloads: string,
  additional: readonly string[],
): string[] {
  const services = new Set(albWorkloads.split(','));
  const aliases: unknown = JSON.parse(aliasesParameter || '{}');
  const kept = typeof aliases === 'object' && aliases !== null ? Object.entries(aliases) : [];
  const names = kept.filter(([service]) => services.has(service)).flatMap(([, value]) => strings(value));
  return [...new Set([...names, ...additional.filter((name) => name !== '')])].sort();
}

function strings(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
