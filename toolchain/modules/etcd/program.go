//go:build tools

// Package main is never built: it holds the program that this module pins (go.mod) as a requirement of it.
package main

import _ "go.etcd.io/etcd/server/v3"
