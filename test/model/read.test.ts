import { unknownCheckingProxy } from "@pulumi/policy";
import { asset } from "@pulumi/pulumi";
import { printPlace } from "../../model/place";
import { readValue } from "../../model/read";
import { input, readResource } from "../../model/resource";
import { unknownMark } from "../../model/unknown-mark";
import { isFields, isList, type Value } from "../../model/value";

/** A value in one line, as a test can compare it. */
function draw(value: Value): unknown {
  if (value.kind === "unknown") return `unknown: ${value.why}`;
  if (value.kind === "secret") return `secret at ${printPlace(value.place)}`;
  if (isList(value.value)) return value.value.map(draw);
  if (isFields(value.value)) return Object.fromEntries([...value.value].map(([name, each]) => [name, draw(each)]));
  return value.value;
}

/** Exported by @pulumi/policy 1.21, whose declarations leave it out. */
const behindProxy = unknownCheckingProxy as (props: object) => object;
const later = "unknown: is known only after the apply";

describe("reading what Pulumi hands to a policy", () => {
  test("gives exactly the values that are not known as unknown, at any depth", () => {
    const props = behindProxy({
      known: { list: ["a", unknownMark, { deep: unknownMark }] },
      whole: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
      part: `https://${unknownMark}:8200`,
    });
    expect(draw(readValue(props, { path: [] }))).toEqual({
      known: { list: ["a", later, { deep: later }] },
      whole: later,
      part: later,
    });
  });

  test("never throws, even where a read does", () => {
    const broken = {
      get bad(): never {
        throw new Error("canary");
      },
      good: 1,
    };
    expect(draw(readValue(broken, { path: [] }))).toEqual({ bad: "unknown: cannot be read", good: 1 });
  });

  test("takes null for a field that is not set, and a file for one that rules cannot open", () => {
    const props = behindProxy({ none: null, file: new asset.FileAsset("values.yaml") });
    expect(draw(readValue(props, { path: [] }))).toEqual({
      none: undefined,
      file: "unknown: is a file that rules cannot open",
    });
  });

  test("hides what is secret by its field, by the name beside it, or by its look", () => {
    const props = {
      password: "a",
      credentials: { user: "b", keys: [1, true] },
      env: [
        { name: "VAULT_TOKEN", value: "c" },
        { name: "VAULT_ADDR", value: "https://vault:8200" },
      ],
      note: "the token is hvs.CAESIJ1wv8abcdef",
      url: "postgresql://admin:hunter2@db:5432",
      tokenTtl: 3600,
    };
    expect(draw(readValue(props, { path: [] }))).toEqual({
      password: "secret at password",
      credentials: { user: "secret at credentials.user", keys: ["secret at credentials.keys[0]", true] },
      env: [
        { name: "VAULT_TOKEN", value: "secret at env[0].value" },
        { name: "VAULT_ADDR", value: "https://vault:8200" },
      ],
      note: "secret at note",
      url: "secret at url",
      tokenTtl: 3600,
    });
  });
});

describe("reading a resource", () => {
  const read = (type: string, props: object, additionalSecretOutputs: string[] = []) =>
    draw(
      readResource({ urn: "urn", type, name: "example", props: behindProxy(props), additionalSecretOutputs }).inputs,
    );

  test("hides what the SDK or the program says is secret", () => {
    expect(read("vault:generic/endpoint:Endpoint", { path: "a", dataJson: "{}" })).toEqual({
      path: "a",
      dataJson: "secret at dataJson",
    });
    expect(read("example:index:Thing", { pin: "1234", name: "x" }, ["pin"])).toEqual({
      pin: "secret at pin",
      name: "x",
    });
  });

  test("decodes a provider's arguments, which the SDK writes as JSON texts, secrets inside included", () => {
    expect(
      read("pulumi:providers:vault", {
        address: "https://vault:8200",
        skipChildToken: "true",
        maxRetries: "2",
        authLogin: JSON.stringify({ path: "auth/approle/login", parameters: { secret_id: "hvs.CAESIJ1wv8abcdef" } }),
      }),
    ).toEqual({
      address: "https://vault:8200",
      skipChildToken: true,
      maxRetries: 2,
      authLogin: { path: "auth/approle/login", parameters: { secret_id: "secret at authLogin.parameters.secret_id" } },
    });
  });

  test("decodes a provider's argument that the program lists among the secret ones", () => {
    const authLogin = JSON.stringify({ path: "auth/people/login/jane", parameters: { password: "a" } });
    expect(read("pulumi:providers:vault", { authLogin }, ["authLogin"])).toEqual({
      authLogin: {
        path: "auth/people/login/jane",
        parameters: { password: "secret at authLogin.parameters.password" },
      },
    });
  });

  test("does not take a field for missing that can stand in a secret text", () => {
    const thing = { urn: "urn", type: "example:index:Thing", name: "example", props: { password: '{"a":1}' } };
    expect(input(readResource(thing), "password", "a").kind).toBe("unknown");
  });
});
