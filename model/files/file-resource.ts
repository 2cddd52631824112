import { readValue } from "../read";
import { readResource, type Resource } from "../resource";
import { known } from "../value";
import { located, withPositions, type Located } from "./located";
import { beginningOf, type SourceText } from "./reading";

/** What a tree in a file declares, as a resource. */
export function resourceOf(tree: Located, type: string, name: string): Resource {
  const props = typeof tree.data === "object" && tree.data !== null ? tree.data : {};
  const resource = readResource({ urn: urnOf(tree.position.file, type, name), type, name, props });
  return { ...resource, inputs: withPositions(resource.inputs, tree), position: tree.position };
}

/** A file that is one text to the model; `name` is that of the input. The text stands at the resource's own place. */
export function textResource(source: SourceText, type: string, name = "text"): Resource {
  const position = beginningOf(source.file);
  const text = withPositions(readValue(source.text, { path: [] }), wholeText(source));
  return {
    urn: urnOf(source.file, type, source.file),
    type,
    name: source.file,
    inputs: known(new Map([[name, text]]), { path: [], position }),
    position,
  };
}

/** The text of a whole file; its lines are the file's. */
export function wholeText({ file, text }: SourceText): Located {
  return located(text, { ...beginningOf(file), textLine: 1 });
}

/** In the form of Pulumi's, so that a waiver's pattern can name it. */
function urnOf(file: string, type: string, name: string): string {
  return `urn:strongroom:files::${file}::${type}::${name}`;
}
