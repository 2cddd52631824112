/** A part of an XML document: an element with its attributes and what is in it, or text. */
export type XmlNode = XmlElement | string;

export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly XmlNode[];
}

/** A whole document. Whatever the texts are, it is well-formed: characters that XML 1.0 has no place for are left out. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementLines(root, "").join("\n")}\n`;
}

function elementLines({ name, attributes = {}, children = [] }: XmlElement, indent: string): string[] {
  const start = `${indent}<${name}${attributesText(attributes)}`;
  if (children.length === 0) return [`${start}/>`];
  // Blanks around a text would become part of it.
  if (children.every((child) => typeof child === "string"))
    return [`${start}>${children.map(escaped).join("")}</${name}>`];
  const inside = children.flatMap((child) =>
    typeof child === "string" ? [escaped(child)] : elementLines(child, `${indent}  `),
  );
  return [`${start}>`, ...inside, `${indent}</${name}>`];
}

function attributesText(attributes: NonNullable<XmlElement["attributes"]>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${inAttribute(String(value))}"`))
    .join("");
}

/** A parser would make a blank of a line's end in an attribute (XML 1.0, section 3.3.3). */
function inAttribute(text: string): string {
  return escaped(text).replaceAll("\t", "&#9;").replaceAll("\n", "&#10;").replaceAll("\r", "&#13;");
}

/** Section 2.2 has the characters; halves of surrogate pairs are none. */
const noCharacters = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escaped(text: string): string {
  return text
    .replace(noCharacters, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
