# What a hurried colleague gives a pipeline.
path "*" {
  capabilities = ["create", "read", "update", "delete", "list", "sudo"]
}
