# The commands of the house. `make demo` and `make test` need Go and nothing else;
# conformance, scenarios and bench need ../shared and Python 3.

SHARED ?= ../shared
GROUP  ?= spine,state,access,language
AREAS  ?= request auth error backoff budget paginator extractor filter transform manifest malformed bad check sync cursor router state delegate async config decoder dynamic properties schema
JOBS   ?= 2
SOURCES = cmd compiler runtime templates examples chaos embed.go modules.go modules_release.go
# Everything but build/, which holds connectors that were compiled here.
PACKAGES = . ./cmd/... ./compiler/... ./runtime/... ./templates/... ./examples/... ./chaos/...
export CGO_ENABLED = 0

.PHONY: build test chaos faults leaks race lint update examples demo bench fuzz corpus templates record-jinja conformance scenarios custom cross-resume clients release clean

build:
	go build -trimpath -o bin/lowcode ./cmd/lowcode

test:
	go test $(PACKAGES)

# chaos kills, stops and ignores a compiled connector at random instants, and proves that nothing is
# lost; SEED=N repeats the instants of an earlier run.
chaos:
	go test ./chaos -count=1 -v -timeout 30m -kills=100 -terms=20 -pause=1m $(if $(SEED),-seed=$(SEED))

# faults reads broken APIs, and with broken files, and prints what becomes of each fault.
faults:
	go test ./chaos/faults -count=1 -v -timeout 20m -full

# exports reads exports of 2 GiB from a server that makes them up while it sends, and holds the memory that it takes.
.PHONY: exports
exports:
	go test ./chaos/exports -count=1 -v -timeout 30m -size=$${SIZE:-2048}

# leaks looks for parts of secrets in all that a connector writes, whatever its API says back.
leaks:
	go test ./chaos/leaks -count=1 -v -timeout 20m -full

# race reads 50 streams side by side, again and again, under the race detector, which needs a C compiler.
race:
	@command -v $${CC:-cc} >/dev/null || { echo 'make race: the race detector needs a C compiler (gcc or clang)'; exit 1; }
	CGO_ENABLED=1 go test ./chaos/race -race -count=1 -v -timeout 30m -rounds=$${ROUNDS:-1000}
	CGO_ENABLED=1 go test ./runtime/stream ./runtime/cursor ./runtime/partition -race -count=1

lint:
	@test -z "$$(gofmt -s -l $(SOURCES))" || { gofmt -s -l $(SOURCES); exit 1; }
	go vet $(PACKAGES)
	go test -count=1 -run 'TestImports|TestUnsupported|TestThreeFiles|TestCoverage|TestDivergences' ./compiler/...

# update rewrites the expected parts of testdata and the examples: read the diff before you commit it.
update: examples
	go test ./compiler/component ./compiler/gen ./compiler/resolve -update

examples: build
	@for m in examples/source-*/manifest.yaml; do bin/lowcode compile --no-build --force $$m -o $$(dirname $$m) || exit 1; done

demo: build
	go run ./examples/demo

bench: build
	.ci/bench

fuzz:
	go test ./compiler/manifest -run '^$$' -fuzz FuzzParse -fuzztime $${FUZZTIME:-30s}
	go test ./compiler/jinja -run '^$$' -fuzz FuzzParse -fuzztime $${FUZZTIME:-30s}
	go test ./compiler/jinja -run '^$$' -fuzz FuzzCompile -fuzztime $${FUZZTIME:-30s}
	go test ./compiler/eval -run '^$$' -fuzz FuzzVet -fuzztime $${FUZZTIME:-30s}
	go test ./compiler -run '^$$' -fuzz FuzzCompile -fuzztime $${FUZZTIME:-30s}
	go test ./runtime/charset -run '^$$' -fuzz FuzzText -fuzztime $${FUZZTIME:-30s}
	go test ./runtime/csvrow -run '^$$' -fuzz FuzzRows -fuzztime $${FUZZTIME:-30s}
	for format in CSV JSONL Iterable JSONItems Gzip Zip XML JSON; do \
		go test ./runtime/decode -run '^$$' -fuzz "^Fuzz$$format\$$" -fuzztime $${FUZZTIME:-30s} || exit 1; \
	done

# corpus compiles a folder of manifests, DIR/NAME/manifest.yaml, and prints what is not supported yet.
corpus: build
	@for m in $(DIR)/*/manifest.yaml; do bin/lowcode validate --lenient $$m >/dev/null 2>build.log || { echo "== $$m"; grep -m3 ': error: ' build.log; }; done; rm -f build.log

# templates compares lowcode eval with what the reference made of all recorded templates.
templates: build
	@for cases in cases-corpus cases-systematic; do \
		LOWCODE_NOW=2026-01-15T12:00:00Z TZ=UTC $(SHARED)/interpolation/compare --divergences testdata/divergences/templates.txt \
			$(SHARED)/interpolation/$$cases.jsonl -- bin/lowcode eval --cases || exit 1; \
	done

# record-jinja records what the reference makes of our own templates: read the diff before you commit it.
record-jinja: build/cdk/installed
	build/cdk/bin/python testdata/jinja/record.py

# The reference, for what is recorded from it or compared with it live.
build/cdk/installed:
	python3 -m venv build/cdk
	build/cdk/bin/pip install --quiet --disable-pip-version-check airbyte-cdk==7.39.1
	touch $@

# conformance compares compiled connectors with what the reference did, and holds the recorded share.
conformance: build
	.ci/conformance twin "$(GROUP)" $(SHARED) $(JOBS)

scenarios: build
	.ci/conformance suite "$(AREAS)" $(SHARED) $(JOBS)

# custom compares the streams without a class of Python in the connectors that have some, and holds the recorded share.
custom: build
	.ci/custom $(SHARED) $(JOBS)

# cross-resume continues syncs of the reference with compiled connectors, and the other way round. It needs faketime.
cross-resume: build build/cdk/installed
	build/cdk/bin/python .ci/cross-resume $(NAMES)

# clients hands a connector and its images to PyAirbyte, skopeo, the Airbyte platform's script and airbyte-cdk.
clients: build
	.ci/clients $(NAMES)

# release builds lowcode for six systems, with checksums and bills of materials: make release VERSION=v0.1.0
release:
	go run ./cmd/release -version "$(VERSION)" -o dist

clean:
	rm -rf bin build dist
