import fc from "fast-check";
import { pipelinesIn, type Command } from "../../../model/platform/shell";

/** Each command's words between bars, commands of a pipeline joined by `|`. */
function commands(script: string): string[] {
  return pipelinesIn(script).map((pipeline) => pipeline.map(({ words }) => words.join("·")).join(" | "));
}

function only(script: string): Command | undefined {
  return pipelinesIn(script).flat()[0];
}

test.each([
  ["words", "vault operator raft snapshot save /tmp/x", ["vault·operator·raft·snapshot·save·/tmp/x"]],
  ["quoted texts", `echo 'a b' "c d"e f\\ g`, ["echo·a b·c de·f g"]],
  ["comments", "a # b; c\n# d\ne#f", ["a", "e#f"]],
  ["a comment that ends in a backslash", "# a \\\nb", ["b"]],
  ["a mark in a quoted text", `a '# b' "# c" $# \${x#y}`, ["a·# b·# c·$#·${x#y}"]],
  ["lists", "a; b && c || d & e", ["a", "b", "c", "d", "e"]],
  ["pipelines", "a | b |& c", ["a | b | c"]],
  ["a line that goes on", "a \\\n  b\\\nc", ["a·bc"]],
  ["lines of Windows", "a\r\nb\r\n", ["a", "b"]],
  ["redirections", "a <b >c 2>&1 &>d 2>/dev/null e", ["a·e"]],
  ["substitutions", 'a "$(b "c d")" `e f`', ["b·c d", "e·f", 'a·$(b "c d")·`e f`']],
  ["substitutions inside others", "a $(b $(c))", ["c", "b·$(c)", "a·$(b $(c))"]],
  ["what is filled in", 'a $B "${C:-d e}" $((1 + 2))', ["a·$B·${C:-d e}·$((1 + 2))"]],
  ["groups", "( a; b ) | c", ["a", "b", "c"]],
  ["commands that a file stands for", "tee >(a b) < <(c)", ["tee", "a·b", "c"]],
])("%s: %j", (_, script, expected) => expect(commands(script)).toEqual(expected));

test.each([
  ["cat > /etc/cron.d/x <<EOF\n0 * * * * root a\nEOF\nb", "/etc/cron.d/x", "0 * * * * root a"],
  ["cat <<-'EOF' >> y\n\ta\n\tEOF", "y", "a"],
  ["sh <<< 'a b'", undefined, "a b"],
  ["cat <<A\nnever ends", undefined, "never ends"],
])("a here-document: %j", (script, output, document) => {
  expect({ output: only(script)?.output, document: only(script)?.document }).toEqual({ output, document });
});

test("any words come back as they are when they are quoted", () => {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  fc.assert(
    fc.property(
      fc.array(
        fc.string().filter((text) => !text.includes("\r")),
        { minLength: 1 },
      ),
      (words) => {
        expect(pipelinesIn(words.map(quoted).join(" "))).toEqual([[{ words }]]);
      },
    ),
  );
});

test("what stands behind a comment's mark is never a command", () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[\r\n]/u.test(text)),
      (text) => {
        expect(commands(`a\n#${text}\nb # ${text}`)).toEqual(["a", "b"]);
      },
    ),
  );
});

test("any text is read, as often as one likes with the same result", () => {
  const pieces = [
    "'",
    '"',
    "`",
    "$(",
    "${",
    "$((",
    ")",
    "}",
    "\\",
    "\n",
    "#",
    "<<A",
    "<<<",
    ">",
    "|",
    "&",
    ";",
    "a",
    " ",
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join("")),
      (text) => {
        expect(pipelinesIn(text)).toEqual(pipelinesIn(text));
      },
    ),
  );
});

test.each(["$(", "`", '"', "<<A\n", "$((", "${", "a $(b ", "(", "a|", "'"])(
  "%j, over and over, takes no time",
  (text) => {
    const started = performance.now();
    pipelinesIn(text.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(3000);
  },
);
