import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { ExampleResource } from "../../policy-pack/example";
import { unknownMark } from "../../model/unknown-mark";
import { parseMessage } from "../../policy-pack/message";
import { revealSecrets } from "../../policy-pack/testing/secret-value";
import type { Finding } from "../../policy-pack/finding";
import { pulumiEnvironment, pulumiParts } from "../../toolchain/environment";
import { provideParts } from "../../toolchain/provide";

const repository = path.resolve(__dirname, "../..");

/** What a preview with the pack came to. */
export interface Previewed {
  readonly status: number | null;
  /** Every finding with the engine's level: `mandatory` blocks, `advisory` does not. */
  readonly findings: readonly { readonly level: string; readonly finding: Finding }[];
  /** Events of the pack's that are no findings: an exception of a rule, an unknown value that got through to Pulumi. */
  readonly other: readonly string[];
  readonly output: string;
}

export interface PreviewOptions {
  /** The value of `strongroom:tier`; none when left out. */
  readonly tier?: string;
  /** `strongroom:responsible`; nobody in particular when left out. */
  readonly responsible?: Readonly<Record<string, string>>;
  readonly environment?: NodeJS.ProcessEnv;
  readonly packConfig?: object;
  /** Folder of the pack; Strongroom's own when left out. */
  readonly pack?: string;
  /** Whether resources whose providers have the same arguments have one between them, as in a stack; each has its own when left out. */
  readonly sharesProviders?: boolean;
}

/**
 * A plain Pulumi program, in JavaScript and without anything of ours, with the resources of rules' examples; previewed by the
 * real engine with the policy pack of this repository.
 */
export function previewExamples(
  resources: readonly ExampleResource[],
  options: PreviewOptions = {},
): Promise<Previewed> {
  return inProject(resources, options, async (pulumi) => {
    const { status, output } = await pulumi(["preview", "--json"], { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" });
    const messages = output.split("\n").flatMap(policyEvent);
    return {
      status,
      findings: messages.flatMap(({ message, enforcementLevel }) => {
        const finding = parseMessage(message);
        return finding === undefined ? [] : [{ level: enforcementLevel, finding }];
      }),
      other: messages.flatMap(({ message }) => (parseMessage(message) === undefined ? [message] : [])),
      output,
    };
  });
}

/** `pulumi up --policy-pack`, as a person runs it and sees it. */
export function upAsText(resources: readonly ExampleResource[], options: PreviewOptions = {}): Promise<Ended> {
  return inProject(resources, options, (pulumi) => pulumi(["up", "--yes", "--color", "never"]));
}

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

export type Pulumi = (args: readonly string[], environment?: NodeJS.ProcessEnv) => Promise<Ended>;

/** Has a stack of that program for as long as `work` takes; what it calls is `pulumi` with the pack. */
export async function inProject<T>(
  resources: readonly ExampleResource[],
  {
    tier,
    responsible = {},
    environment: own = {},
    packConfig = {},
    pack: packFolder = path.join(repository, "policy-pack"),
    sharesProviders = false,
  }: PreviewOptions,
  work: (pulumi: Pulumi) => Promise<T>,
): Promise<T> {
  const folder = project(program(resources, sharesProviders), tier, responsible);
  try {
    const environment = await environmentIn(folder, own);
    await run("pulumi", ["stack", "init", "tried"], folder, environment);
    writeFileSync(path.join(folder, "pack-config.json"), JSON.stringify(packConfig));
    const pack = ["--policy-pack", packIn(folder, packFolder), "--policy-pack-config", "pack-config.json"];
    return await work((args, more = {}) => run("pulumi", [...args, ...pack], folder, { ...environment, ...more }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pack as a project has it, in its own folder: a pack that lies elsewhere does not know the project. */
function packIn(folder: string, pack: string): string {
  const own = path.join(folder, "policy-pack");
  mkdirSync(own);
  for (const file of ["PulumiPolicy.yaml", "package.json"]) copyFileSync(path.join(pack, file), path.join(own, file));
  writeFileSync(path.join(own, "pack.js"), `require(${JSON.stringify(path.join(pack, "pack.js"))});`);
  return own;
}

function project(source: string, tier: string | undefined, responsible: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "strongroom-rules-")));
  mkdirSync(path.join(folder, "home"));
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
  write("Pulumi.yaml", "name: tried\nruntime: nodejs\n");
  const config = { ...(tier === undefined ? {} : { "strongroom:tier": tier }), "strongroom:responsible": responsible };
  write("Pulumi.tried.yaml", JSON.stringify({ config }));
  write("package.json", '{ "main": "index.js" }');
  write("index.js", source);
  return folder;
}

/**
 * Everything that is no Vault resource is a component: no provider for it is needed, and the engine hands it to policies alike. What
 * an example's stack has are the program's exports.
 */
function program(resources: readonly ExampleResource[], sharesProviders: boolean): string {
  return `
const pulumi = require("@pulumi/pulumi");
const vault = require("@pulumi/vault");
const resources = ${JSON.stringify(resources.map(withSecretsNamed))};
const offline = { skipChildToken: "true", skipGetVaultVersion: "true", vaultVersionOverride: "1.21.0" };
function unknownText() {
  const provider = new pulumi.ProviderResource("vault", "source", { address: "https://127.0.0.1:9", authLoginJwt: '{"role":"x"}', ...offline });
  return new vault.Policy("source", { policy: 'path "a" { capabilities = ["read"] }' }, { provider }).id;
}
const notKnown = JSON.stringify(resources).includes(${JSON.stringify(unknownMark)}) ? unknownText() : undefined;
function real(value) {
  if (value === ${JSON.stringify(unknownMark)}) return notKnown;
  if (Array.isArray(value)) return value.map(real);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, real(each)]));
}
const made = new Map();
const providers = new Map();
function providerFor(name, args) {
  const key = ${JSON.stringify(sharesProviders)} ? JSON.stringify(args) : providers.size;
  if (!providers.has(key)) providers.set(key, new pulumi.ProviderResource("vault", name + "-provider", { ...offline, ...args }));
  return providers.get(key);
}
function withDecided(props, decidedBy) {
  return { ...props, ...Object.fromEntries(Object.entries(decidedBy).map(([prop, by]) => [prop, [made.get(by).id]])) };
}
// Of whether it is protected most examples say nothing, and Pulumi always does.
for (const { type, name = "example", props, provider, decidedBy = {}, protect = true, additionalSecretOutputs } of resources) {
  if (type === "pulumi:pulumi:Stack") {
    Object.assign(exports, real(props));
  } else if (type === "pulumi:providers:vault") {
    new pulumi.ProviderResource("vault", name, { ...offline, ...real(props) });
  } else if (type.startsWith("vault:")) {
    const options = provider === undefined ? { protect, additionalSecretOutputs } : { protect, additionalSecretOutputs, provider: providerFor(name, provider) };
    made.set(name, new pulumi.CustomResource(type, name, withDecided(real(props), decidedBy), options));
  } else {
    // Policies over a whole stack see outputs, which at a preview are a resource's inputs.
    new pulumi.ComponentResource(type, name, real(props), { protect }).registerOutputs(real(props));
  }
}
`;
}

/** As a program says it so that policies see it: what is only wrapped in `pulumi.secret` they get in clear. */
function withSecretsNamed(resource: ExampleResource): ExampleResource & { additionalSecretOutputs: readonly string[] } {
  const { revealed, names } = revealSecrets(resource.props);
  return { ...resource, props: revealed, additionalSecretOutputs: names };
}

/** Nothing of the user's that runs this: neither a token nor an address nor a home. */
async function environmentIn(folder: string, own: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const signal = new AbortController().signal;
  const parts = await provideParts(pulumiParts, { progress: () => undefined, signal });
  const additions = await pulumiEnvironment(parts, { state: path.join(folder, "state") });
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("VAULT_"));
  return { ...Object.fromEntries(inherited), HOME: path.join(folder, "home"), ...additions, ...own };
}

const event = z.object({ policyEvent: z.object({ message: z.string(), enforcementLevel: z.string() }) });

function policyEvent(line: string): z.infer<typeof event>["policyEvent"][] {
  if (!line.startsWith("{")) return [];
  const parsed = event.safeParse(JSON.parse(line));
  return parsed.success ? [parsed.data.policyEvent] : [];
}

function run(command: string, args: readonly string[], folder: string, environment: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}
