import { BlockList, isIP } from 'node:net';
import { isObject } from './protocol/json.ts';
import { matchesWildcard } from './wildcard.ts';

/** Whether all tests of a `Condition` hold (AWS, "IAM JSON policy elements: Condition operators"); none hold always. */
export function conditionsHold(conditions: unknown, context: Readonly<Record<string, string>>): boolean {
  if (!isObject(conditions)) return true;
  return Object.entries(conditions).every(
    ([operator, keys]) =>
      isObject(keys) &&
      Object.entries(keys).every(([key, values]) =>
        conditionHolds(operator, context[key.toLowerCase()], texts(values)),
      ),
  );
}

/** Without its key an operator fails; its negation holds, and so does one with `IfExists`. */
function conditionHolds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  if (operator === 'Null') return wanted.includes(String(value === undefined));
  const base = operator.replace(/^(ForAllValues|ForAnyValue):/, '').replace(/IfExists$/, '');
  const equal = comparisons[base.replace('Not', '')];
  // An operator that is not modelled holds for nobody: an Allow stays closed, as the careful reading would have it.
  if (equal === undefined) return false;
  const negated = /Not/.test(base);
  if (value === undefined) {
    if (operator.startsWith('ForAnyValue:')) return false;
    return negated || operator.endsWith('IfExists') || operator.startsWith('ForAllValues:');
  }
  return wanted.some((each) => equal(each, value)) !== negated;
}

const like = (pattern: string, value: string) => matchesWildcard(pattern, value, 'exact');

const comparisons: Readonly<Record<string, (wanted: string, value: string) => boolean>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringEqualsIgnoreCase: (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (wanted, value) => wanted.toLowerCase() === value,
  IpAddress: isInRange,
};

function isInRange(range: string, address: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** The texts of an element that may be one or several. */
export function texts(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter((item) => typeof item === 'string' || typeof item === 'boolean')
    .map((item) => String(item));
}
