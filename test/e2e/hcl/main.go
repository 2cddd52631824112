// Prints what the real HCL parser makes of texts: the other side of test/e2e/hcl.test.ts. With the argument "decode" it prints what the
// decoder makes of settings as Vault declares them: the other side of test/e2e/hcl-decoder.test.ts.
//
// Standard input holds one JSON string per line; standard output gets one JSON value per line, {"tree": ...}, {"settings": ...} or
// {"error": ...}.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/hcl"
	"github.com/hashicorp/hcl/hcl/ast"
	"github.com/hashicorp/hcl/hcl/token"
)

type item struct {
	Keys     []leaf `json:"keys"`
	Assigned bool   `json:"assigned"`
	Value    any    `json:"value"`
}

// leaf has its value as bytes (base64 in JSON): a Go string need not be UTF-8.
type leaf struct {
	Kind   string `json:"kind,omitempty"`
	Value  []byte `json:"value"`
	Source string `json:"source,omitempty"`
	Place  string `json:"place,omitempty"`
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	decoder := json.NewDecoder(in)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	answer := parse
	if len(os.Args) > 1 && os.Args[1] == "decode" {
		answer = decode
	}
	for decoder.More() {
		var text string
		if err := decoder.Decode(&text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := encoder.Encode(answer(text)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		out.Flush()
	}
}

func parse(text string) (answer map[string]any) {
	// The decoder panics on strings that it cannot unquote, and the scanner on some that end too early.
	defer func() {
		if reason := recover(); reason != nil {
			answer = map[string]any{"error": fmt.Sprint(reason)}
		}
	}()
	file, err := hcl.Parse(text)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	return map[string]any{"tree": items(file.Node.(*ast.ObjectList))}
}

// settings are of the kinds that Vault's own Config has (command/server/config.go).
type settings struct {
	UI          interface{} `hcl:"ui" json:"ui"`
	MaxLeaseTTL interface{} `hcl:"max_lease_ttl" json:"max_lease_ttl"`
	APIAddr     interface{} `hcl:"api_addr" json:"api_addr"`
}

func decode(text string) map[string]any {
	// As in Vault: what stands twice is refused by the parser, which hcl.Decode would not ask to.
	file, err := hcl.Parse(text)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	var result settings
	if err := hcl.DecodeObject(&result, file); err != nil {
		return map[string]any{"error": err.Error()}
	}
	return map[string]any{"settings": result}
}

func items(list *ast.ObjectList) []item {
	result := []item{}
	for _, it := range list.Items {
		keys := []leaf{}
		for _, key := range it.Keys {
			keys = append(keys, leaf{Value: []byte(key.Token.Value().(string)), Source: key.Token.Text, Place: place(key.Token.Pos)})
		}
		result = append(result, item{keys, it.Assign.IsValid(), value(it.Val)})
	}
	return result
}

func value(node ast.Node) any {
	switch n := node.(type) {
	case *ast.ObjectType:
		return map[string]any{"object": items(n.List), "place": place(n.Lbrace)}
	case *ast.ListType:
		list := []any{}
		for _, element := range n.List {
			list = append(list, value(element))
		}
		return map[string]any{"list": list, "place": place(n.Lbrack)}
	case *ast.LiteralType:
		return literal(n.Token)
	default:
		panic(fmt.Sprintf("unexpected node %T", node))
	}
}

func literal(tok token.Token) leaf {
	result := leaf{Source: tok.Text, Place: place(tok.Pos), Value: []byte(tok.Text)}
	switch tok.Type {
	case token.STRING, token.HEREDOC:
		result.Kind = "string"
		if tok.Text == "" {
			result.Kind = "null"
		}
		result.Value = []byte(tok.Value().(string))
	case token.BOOL:
		result.Kind = "boolean"
	case token.NUMBER, token.FLOAT:
		result.Kind = "number"
	default:
		result.Kind = tok.Type.String()
	}
	return result
}

// place is empty in the JSON form: its parser does not hand positions on.
func place(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	return fmt.Sprintf("%d:%d", pos.Line, pos.Column)
}
