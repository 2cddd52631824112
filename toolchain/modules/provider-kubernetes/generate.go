//go:build ignore

// Writes schema.json from the schema in the provider's module.
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

type schema struct {
	Name      string              `json:"name"`
	Version   string              `json:"version"`
	Resources map[string]resource `json:"resources"`
}

type resource struct {
	InputProperties map[string]struct{} `json:"inputProperties"`
}

func main() {
	module := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi-kubernetes/provider/v4")
	folder, err := module.Output()
	if err != nil {
		log.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(folder)), "cmd/pulumi-resource-kubernetes/schema.json"))
	if err != nil {
		log.Fatal(err)
	}
	var names schema
	if err := json.Unmarshal(whole, &names); err != nil {
		log.Fatal(err)
	}
	names.Version = "4.25.0"
	// One type a line.
	text, err := json.Marshal(names)
	if err != nil {
		log.Fatal(err)
	}
	text = append(bytes.ReplaceAll(text, []byte(`"kubernetes:`), []byte("\n\"kubernetes:")), '\n')
	if err := os.WriteFile("schema.json", text, 0o644); err != nil {
		log.Fatal(err)
	}
}
