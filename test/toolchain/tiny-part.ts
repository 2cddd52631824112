import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Part } from "../../toolchain/part";
import { freshFolder } from "./fake-programs";

const works = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("tiny 1.2.3") }\n';
/** Compiles as well, but has so much below it that a build with an empty build cache can be caught at work. */
const takesLong =
  'package main\n\nimport (\n\t"fmt"\n\t_ "text/template"\n)\n\nfunc main() { fmt.Println("tiny 1.2.3") }\n';
const broken = "package main\n\nfunc main() { undefinedThing() }\n";
const needsNetwork = 'package main\n\nimport _ "example.invalid/nowhere"\n\nfunc main() {}\n';

export const tinyPrograms = { works, takesLong, broken, needsNetwork };

/** A real part: a Go module of a few lines. */
export function tinyPart(program: string, name = "tiny"): Part<string> {
  const folder = path.join(freshFolder(), name);
  mkdirSync(folder);
  const requires = program === needsNetwork ? "\nrequire example.invalid/nowhere v1.0.0\n" : "";
  writeFileSync(path.join(folder, "go.mod"), `module ${name}\n\ngo 1.21\n${requires}`);
  if (requires !== "") {
    const checksum = `h1:${"A".repeat(43)}=`;
    const lines = ["v1.0.0", "v1.0.0/go.mod"].map((version) => `example.invalid/nowhere ${version} ${checksum}\n`);
    writeFileSync(path.join(folder, "go.sum"), lines.join(""));
  }
  writeFileSync(path.join(folder, "main.go"), program);
  return {
    name,
    purpose: "a program for a test",
    file: name,
    version: "1.2.3",
    fits: { from: "1.2.0", below: "1.3.0" },
    versionArguments: ["version"],
    source: { kind: "go", folder, package: ".", linkerFlags: "-s -w", modules: 0, megabytes: 1, seconds: 5 },
    official: "https://example.invalid/tiny",
  };
}
