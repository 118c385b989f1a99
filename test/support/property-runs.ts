/**
 * How many documents a property is tried on: a share of what would be tried in peace. Every run of the tests takes the same ones;
 * `npm run properties` takes all, other ones each time.
 */
export function propertyRuns(all: number): { readonly numRuns: number; readonly seed?: number } {
  return process.env.PROPERTY_RUNS === 'all'
    ? { numRuns: all }
    : { numRuns: Math.ceil(all / 5), seed: 20261126 };
}
