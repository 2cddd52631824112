import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { kindOf, manifestsOf } from "../../../../model/platform/manifests";
import { readResource } from "../../../../model/resource";
import { plain } from "./plain";

const folder = path.join(__dirname, "../../../fixtures/chart");
const manifest = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });

/** What Helm renders, by kind and name. */
function renderedByHelm(name: string): Map<string, unknown> {
  const text = readFileSync(path.join(folder, `${name}.yaml`), "utf8");
  return new Map(
    parseAllDocuments(text).map((document) => {
      const object = manifest.parse(document.toJS());
      return [`${object.kind} ${object.metadata.name}`, object];
    }),
  );
}

function renderedByUs(name: string): Map<string, unknown> {
  const file = path.join(folder, `${name}.values.yaml`);
  const values: unknown = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  const release = readResource({
    urn: "urn",
    type: "kubernetes:helm.sh/v3:Release",
    name: "vault",
    props: { chart: "vault", name: "vault", namespace: "vault", values },
  });
  return new Map(
    manifestsOf(release)
      .filter(({ madeBy }) => madeBy !== undefined)
      .map((made) => [`${kindOf(made) ?? ""} ${made.name}`, plain(made.inputs)]),
  );
}

/** Where two trees differ: Go's templates write numbers and booleans as texts in places, and leave out what is empty. */
function differences(left: unknown, right: unknown, at: string): string[] {
  if (isEmpty(left) && isEmpty(right)) return [];
  if (isObject(left) && isObject(right)) {
    const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return names.flatMap((name) => differences(Reflect.get(left, name), Reflect.get(right, name), `${at}.${name}`));
  }
  // The model takes all that is called "secret" for one, as it does in manifests.
  return left === "(secret)" || String(left).trim() === String(right)
    ? []
    : [`${at}: ${JSON.stringify(left)} and not ${JSON.stringify(right)}`];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (isObject(value) && Object.keys(value).length === 0);
}

/** What no rule asks for: kinds that the model knows from elsewhere, Helm's own namespace, most of the injector. */
const leftOut =
  /^(?:\S+ \S+\.(?:apiVersion|kind)|StatefulSet vault\.spec\.volumeClaimTemplates\.\d\.(?:apiVersion|kind)|StatefulSet vault\.spec\.template\.spec\.shareProcessNamespace|\w+ vault\.metadata\.namespace|Deployment vault-agent-injector\..*containers\.0\.(?:imagePullPolicy|startupProbe|\w+Probe\.\w+|env\.\d+.*)|MutatingWebhookConfiguration \S+\.webhooks\.0\.(?:matchPolicy|sideEffects|admissionReviewVersions|rules).*): /u;

describe.each(["default", "raft", "hardened"])("the official chart with %s values", (name) => {
  const helm = renderedByHelm(name);
  const ours = renderedByUs(name);

  test("makes the objects that Helm makes", () => {
    expect([...ours.keys()].sort()).toEqual([...helm.keys()].sort());
  });

  test.each([...helm.keys()])("%s", (object) => {
    const found = differences(sorted(ours.get(object)), sorted(helm.get(object)), object);
    expect(found.filter((difference) => !leftOut.test(difference))).toEqual([]);
  });
});

/** Variables and mounts go by their names, in whatever order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    return items.every((item) => isObject(item) && "name" in item) ? items.sort(byName) : items;
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sorted(member)]));
}

function byName(left: unknown, right: unknown): number {
  return nameOf(left) < nameOf(right) ? -1 : 1;
}

function nameOf(value: unknown): string {
  return isObject(value) ? String(Reflect.get(value, "name")) : "";
}
