# The bench's objects for Terraform: the same as in strongroom.ts and plain-pulumi.ts.

terraform {
  required_providers {
    vault = {
      source = "hashicorp/vault"
    }
  }
}

variable "objects" {
  type = number
}

provider "vault" {
  skip_child_token = true
  auth_login_userpass {
    mount    = "userpass"
    username = "strongroom-deploy"
  }
}

locals {
  any = var.objects > 0 ? 1 : 0
}

resource "vault_audit" "device" {
  for_each = toset(local.any == 1 ? ["a", "b"] : [])
  type     = "file"
  path     = each.key
  options = {
    file_path = ".strongroom/vault/audit/${each.key}.log"
    mode      = "0600"
  }
}

resource "vault_policy" "bench" {
  count  = ceil(var.objects / 2)
  name   = "bench-${count.index}"
  policy = <<-EOT
    path "secret/data/bench-${count.index}" {
      capabilities = ["read"]
    }
  EOT
}

resource "vault_auth_backend" "approle" {
  count       = local.any
  type        = "approle"
  path        = "approle"
  description = "Applications that have no identity of their platform"
  tune {
    default_lease_ttl  = "1h"
    max_lease_ttl      = "12h"
    listing_visibility = "hidden"
  }
}

resource "vault_approle_auth_backend_role" "bench" {
  count                 = floor(var.objects / 2)
  backend               = vault_auth_backend.approle[0].path
  role_name             = "bench-${count.index}"
  bind_secret_id        = true
  secret_id_bound_cidrs = ["127.0.0.1/32"]
  secret_id_ttl         = 12 * 3600
  secret_id_num_uses    = 24
  token_bound_cidrs     = ["127.0.0.1/32"]
  token_policies        = [vault_policy.bench[count.index].name]
  token_ttl             = 3600
  token_max_ttl         = 4 * 3600
}
