import { Fault } from '../../../service.ts';
import type { Role } from '../../../world.ts';
import { accountOf } from '../../../world-factory.ts';
import {
  listOf,
  optionalText,
  type Properties,
  propertiesOf,
  textOf,
  textsOf,
  type Value,
} from '../value.ts';
import { generatedName, type Place, type ResourceType } from './resource-type.ts';

export const roleType: ResourceType = {
  createOnly: ['Path', 'RoleName'],
  seconds: { create: 17, update: 15, delete: 3 },
  taggable: true,
  create: (place, properties) => {
    const name = optionalText(properties.RoleName) ?? generatedName(place);
    const { roles } = accountOf(place.world, place.account);
    if (roles.has(name))
      throw new Fault('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    const role = readRole(place, name, properties);
    roles.set(name, role);
    const id = `AROA${place.world.identifiers.letters(17)}`;
    return { physicalId: name, attributes: { Arn: role.arn, RoleId: id } };
  },
  update: (place, properties, earlier) => {
    accountOf(place.world, place.account).roles.set(
      earlier.physicalId,
      readRole(place, earlier.physicalId, properties),
    );
    return earlier;
  },
  delete: (place, earlier) => {
    accountOf(place.world, place.account).roles.delete(earlier.physicalId);
  },
};

/** A policy that is attached to roles which may belong to other stacks. */
export const policyType: ResourceType = {
  createOnly: [],
  seconds: { create: 15, update: 15, delete: 2 },
  create: (place, properties) => {
    attach(place, [], properties);
    return { physicalId: generatedName(place), attributes: {} };
  },
  update: (place, properties, earlier) => {
    attach(place, allowedBy(earlier.properties.PolicyDocument) ?? [], properties);
    return earlier;
  },
  delete: (place, earlier) => {
    attach(place, allowedBy(earlier.properties.PolicyDocument) ?? [], {
      Roles: earlier.properties.Roles ?? [],
    });
  },
};

function attach(place: Place, before: readonly string[], properties: Properties): void {
  const { roles } = accountOf(place.world, place.account);
  for (const name of textsOf(properties.Roles)) {
    const role = roles.get(name);
    if (!role) throw new Fault('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
    if (!role.allows) continue;
    const kept = role.allows.filter((action) => !before.includes(action));
    roles.set(name, { ...role, allows: [...kept, ...(allowedBy(properties.PolicyDocument) ?? [])] });
  }
}

function readRole(place: Place, name: string, properties: Properties): Role {
  const path = optionalText(properties.Path) ?? '/';
  const documents = listOf(properties.Policies).map((policy) => propertiesOf(policy).PolicyDocument);
  const allowed = documents.map(allowedBy);
  const managed = textsOf(properties.ManagedPolicyArns).some((arn) => arn.endsWith('/AdministratorAccess'));
  const everything = managed || allowed.includes(undefined);
  const own = Object.fromEntries(
    listOf(properties.Tags).map((tag) => {
      const { Key: key, Value: value } = propertiesOf(tag);
      return [textOf(key), textOf(value)];
    }),
  );
  return {
    name,
    arn: `arn:aws:iam::${place.account}:role${path}${name}`,
    trusts: trustedBy(properties.AssumeRolePolicyDocument),
    tags: { ...place.tags, ...own },
    ...(everything ? {} : { allows: allowed.flatMap((actions) => actions ?? []) }),
  };
}

function trustedBy(document: Value | undefined): readonly string[] {
  return listOf(propertiesOf(document).Statement).flatMap((statement) => {
    const principal = propertiesOf(statement).Principal;
    if (typeof principal === 'string') return [principal];
    return Object.values(propertiesOf(principal)).flatMap(textsOf);
  });
}

/**
 * The actions that a policy allows, in the world's notation; undefined: everything. Resources are kept for certificates, buckets and
 * distributions, where it matters which one a role may touch. Conditions are not modelled.
 */
function allowedBy(document: Value | undefined): readonly string[] | undefined {
  const statements = listOf(propertiesOf(document).Statement)
    .map(propertiesOf)
    .filter((statement) => textOf(statement.Effect) === 'Allow');
  if (statements.some((statement) => statement.NotAction !== undefined)) return undefined;
  return statements.flatMap((statement) => {
    const resources = textsOf(statement.Resource);
    return textsOf(statement.Action).flatMap((action) => {
      const narrow = /^(acm|cloudfront|s3):/.test(action) && !resources.includes('*');
      return narrow ? resources.map((resource) => `${action} on ${resource}`) : [action];
    });
  });
}
