import { provideFrom } from "../../toolchain/provide";
import type { Part } from "../../toolchain/part";
import { sentence, Refusal } from "../../problem/problem";

/** A process of its own that provides one part, for tests that run two at once or kill one: `node typescript.js THIS PART`. */
async function main(part: Part<string>): Promise<void> {
  const interrupted = new AbortController();
  process.on("SIGINT", () => interrupted.abort(new Error("interrupted")));
  const progress = (activity: object) => process.stderr.write(`${JSON.stringify(activity)}\n`);
  try {
    const provided = await provideFrom([part], [part.name], { progress, signal: interrupted.signal });
    process.stdout.write(JSON.stringify(provided[part.name]));
  } catch (error) {
    process.stdout.write(error instanceof Refusal ? error.problems.map(sentence).join("\n") : String(error));
    process.exitCode = 1;
  }
}

const [, , part = ""] = process.argv;
void main(JSON.parse(part) as Part<string>);
