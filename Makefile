# Daily life in this house. `make` alone lists what there is; each target is thin.

.DEFAULT_GOAL := help
.PHONY: help run check test e2e bench docs

only ?=

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## the demo: two partnerships, in any mentor's place
	cargo run --release -- demo

check: ## format, lints and house rules
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo test --package alongside --test it -- house::

test: ## all tests; only=NAME runs those whose name holds NAME
	cargo test --workspace $(if $(only),-- $(only))

e2e: ## the journeys in a real browser
	cargo build --release --package alongside
	cd e2e && npm ci --no-audit --no-fund && node run.mjs

bench: ## the promised figures, measured
	cargo bench --package alongside

docs: ## the code's documentation, without warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps
