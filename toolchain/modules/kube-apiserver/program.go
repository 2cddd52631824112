//go:build tools

// Package main is never built: it holds the program that this module pins (go.mod) as a requirement of it.
package main

import _ "k8s.io/kubernetes/cmd/kube-apiserver"
