# `make` explains the targets. `make run` and `make test` do their own set-up.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
BENCH ?=
# The release build leaves out the dynamic checks of exclusive access, which cost the event loops
# 2,500 of 11,600 instructions per response; the debug build that the tests run has them.
RELEASE_FLAGS = -c release --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked
# Two packages share what was built; the plan of one is of no use to the other.
OTHER_PLAN = --disable-build-manifest-caching
SOURCES = Sources Tests Package.swift

.DEFAULT_GOAL := help

.PHONY: help
help: ## What can be made
	@echo 'Headroom: benchmarks in the background, their budgets live in the terminal.'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo '  make install PREFIX=$$HOME/.local    puts headroom into $$HOME/.local/bin'

.PHONY: setup
setup: ## Check Swift and install the system packages that are missing (the others do it too)
	@SWIFT='$(SWIFT)' ./.ci/setup

.PHONY: run
run: build ## Build, then show the demo live: the embedded server and its suite
	@$$($(SWIFT) build $(RELEASE_FLAGS) --show-bin-path)/headroom demo || [ $$? -le 3 ] # what it found is no error

.PHONY: build
build: setup ## Build the program with optimisation
	$(SWIFT) build $(RELEASE_FLAGS) --product headroom

.PHONY: test
test: setup ## Build and run all tests
	$(SWIFT) build --package-path Tests/Example --scratch-path .build $(OTHER_PLAN)
	$(SWIFT) build --build-tests $(OTHER_PLAN)
	$(SWIFT) test --skip-build

.PHONY: test-threads
test-threads: setup ## Run the tests of what has threads under the thread sanitizer
	$(SWIFT) build --build-tests --sanitize=thread --scratch-path .build/threads
	TSAN_OPTIONS=exitcode=66 $(SWIFT) test --skip-build --sanitize=thread \
	  --scratch-path .build/threads --filter 'WorkloadsTests|SessionsTests|RecordingArchiveTests|BoundedQueueTests|ScrubberTests'

.PHONY: bench
bench: build ## Measure what the program itself costs, beside wrk; BENCH='--only cpu,memory' for parts
	$(SWIFT) build $(RELEASE_FLAGS) --product HeadroomBench
	@bin=$$($(SWIFT) build $(RELEASE_FLAGS) --show-bin-path) && \
	  $$bin/HeadroomBench --headroom $$bin/headroom --json .build/bench.json $(BENCH)

.PHONY: lint
lint: setup ## Formatting, and that each module imports what it declares and no more
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	$(SWIFT) build --explicit-target-dependency-import-check error

.PHONY: format
format: ## Rewrite the sources as the formatter wants them
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

.PHONY: install
install: build ## Put headroom on the PATH: into PREFIX/bin (PREFIX=/usr/local)
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 "$$($(SWIFT) build $(RELEASE_FLAGS) --show-bin-path)/headroom" \
	  '$(DESTDIR)$(PREFIX)/bin/headroom'
	@echo 'Installed: $(DESTDIR)$(PREFIX)/bin/headroom'

.PHONY: clean
clean: ## Remove what was built
	rm -rf .build
