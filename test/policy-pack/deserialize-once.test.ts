import { deserializeOnce } from "../../policy-pack/deserialize-once";

test("the same properties are turned into values once, others on their own", () => {
  const deserializeProperties = jest.fn((properties: object) => ({ of: properties }));
  const pulumi = {
    deserializeProperties: deserializeProperties as (properties: object, keepsSecrets: boolean) => unknown,
  };
  deserializeOnce(pulumi);
  const [one, other] = [{}, {}];
  expect(pulumi.deserializeProperties(one, false)).toBe(pulumi.deserializeProperties(one, false));
  expect(pulumi.deserializeProperties(other, false)).not.toBe(pulumi.deserializeProperties(one, false));
  expect(deserializeProperties).toHaveBeenCalledTimes(2);
});

test("what a policy may write into is its own", () => {
  const pulumi = {
    deserializeProperties: (properties: object, keepsSecrets: boolean): unknown => ({ properties, keepsSecrets }),
  };
  deserializeOnce(pulumi);
  const properties = {};
  expect(pulumi.deserializeProperties(properties, true)).not.toBe(pulumi.deserializeProperties(properties, true));
});

test("the installed version of Pulumi's is one that it fits", () => {
  const installed = jest.requireActual<{ deserializeProperties: unknown }>("@pulumi/policy/deserialize");
  const before = installed.deserializeProperties;
  deserializeOnce(installed);
  expect(installed.deserializeProperties).not.toBe(before);
});
