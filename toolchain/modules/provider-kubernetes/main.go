// Command pulumi-resource-kubernetes is Pulumi's provider for Kubernetes, version 4.25.0. The provider's own main package embeds files
// that its published module does not carry, hence this one.
package main

//go:generate go run generate.go

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
)

// Of the schema only what a running provider looks up: the names of each type's inputs, when an object is imported.
//
//go:embed schema.json
var schema []byte

func main() {
	provider.Serve("kubernetes", "4.25.0", schema, nil)
}
