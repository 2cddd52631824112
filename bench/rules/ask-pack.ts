import { createRequire } from "node:module";
import type { Policies } from "@pulumi/policy";
import {
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeRequest,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { z } from "zod";
import type { ExampleResource } from "../../policy-pack/example";
import { revealSecrets } from "../../policy-pack/testing/secret-value";

/** The processor time that a pack takes, in seconds. */
export interface Asked {
  /** For all resources, one after the other, as a program declares them. */
  readonly resources: number;
  /** For the stack that they are, at the end. */
  readonly stack: number;
  /** What it says about them, so that nothing is timed that was not judged. */
  readonly said: number;
}

type Answer = (error: Error | null, response: { getDiagnosticsList(): readonly unknown[] }) => void;
type Analyze = (call: { readonly request: object }, answer: Answer) => void;
type MakeAnalyze = (pack: string, version: string, level: string, policies: Policies) => Analyze;
/** What answers the engine's requests (@pulumi/policy 1.21, server.js), whose declarations leave it out. */
const server = createRequire(__filename)("@pulumi/policy/server") as Readonly<
  Record<"makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun", MakeAnalyze>
>;

/** Asks a pack of these policies about each resource and about the whole, as the engine does, in this process. */
export async function askPack(policies: Policies, stack: readonly ExampleResource[]): Promise<Asked> {
  const aboutResource = server.makeAnalyzeRpcFun("strongroom", "0.1.0", "mandatory", policies);
  const aboutStack = server.makeAnalyzeStackRpcFun("strongroom", "0.1.0", "mandatory", policies);
  const requests = stack.map((each) => fill(new AnalyzeRequest(), each));
  const whole = new AnalyzeStackRequest().setResourcesList(stack.map((each) => fill(new AnalyzerResource(), each)));
  const begun = processorSeconds();
  let said = 0;
  for (const request of requests) said += await ask(aboutResource, request);
  const between = processorSeconds();
  said += await ask(aboutStack, whole);
  return { resources: between - begun, stack: processorSeconds() - between, said };
}

export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function ask(analyze: Analyze, request: object): Promise<number> {
  return new Promise((resolve, reject) => {
    analyze({ request }, (error, response) => {
      if (error instanceof Error) reject(error);
      else resolve(response.getDiagnosticsList().length);
    });
  });
}

function fill<Message extends AnalyzeRequest | AnalyzerResource>(message: Message, resource: ExampleResource): Message {
  const { type, name = "example", props, provider } = resource;
  message.setType(type);
  message.setName(name);
  message.setUrn(`urn:pulumi:bench::bench::${type}::${name}`);
  message.setProperties(struct(props));
  message.setOptions(new AnalyzerResourceOptions());
  if (provider !== undefined) {
    message.setProvider(
      new AnalyzerProviderResource()
        .setType("pulumi:providers:vault")
        .setName("provider")
        .setUrn("urn:pulumi:bench::bench::pulumi:providers:vault::provider")
        .setProperties(struct(provider)),
    );
  }
  return message;
}

function struct(props: ExampleResource["props"]): Struct {
  return Struct.fromJavaScript(
    z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(revealSecrets(props).revealed))),
  );
}
