# A thin front for CMake and ctest. See CMakeLists.txt.
MAKEFLAGS += --no-print-directory
BUILD ?= build
ASAN  ?= build-asan
JOBS  ?= $(shell nproc)
# Looked up when it is needed: setup may have installed it just before.
GENERATOR = $$(command -v ninja >/dev/null && echo -G Ninja)

.PHONY: all setup demo check conformance windows bench bless format clean install
all: $(BUILD)/.configured
	@cmake --build $(BUILD) -j $(JOBS) --target ddicheck

# Installs what is missing; takes no time when nothing is.
setup:
	@tools/setup

$(BUILD)/.configured: | setup
	@cmake -S . -B $(BUILD) $(GENERATOR) -DDDICHECK_DEVELOPER=ON >/dev/null
	@touch $@

$(ASAN)/.configured: | setup
	@cmake -S . -B $(ASAN) $(GENERATOR) -DDDICHECK_DEVELOPER=ON -DDDICHECK_SANITIZE=ON >/dev/null
	@touch $@

# Shows the program on two drivers: one that is right, and the same with three defects.
demo: all
	@tools/demo $(BUILD)/ddicheck

# Everything, with the address and undefined-behaviour sanitizers on.
check: $(ASAN)/.configured
	@cmake --build $(ASAN) -j $(JOBS)
	@ctest --test-dir $(ASAN) --output-on-failure -j $(JOBS)

# For every rule that both the engine and a run's monitors report: do they agree?
conformance: all
	@tools/conformance.py --program $(BUILD)/ddicheck

# The reference drivers as Windows drivers: build/windows/*.sys.
windows: setup
	@for d in driver-samples/lwf driver-samples/protocol driver-samples/kmdf-memory; do tools/windows $(BUILD)/windows $$d || exit 1; done

bench: all
	@bench/micro.py --program $(BUILD)/ddicheck
	@bench/run.py --program $(BUILD)/ddicheck
	@bench/bench.py --program $(BUILD)/ddicheck --growth $(if $(DRIVERS),$(DRIVERS),driver-samples/lwf)

# Rewrites the expected outputs from what the program prints now. Read the diff before you commit it.
bless: $(ASAN)/.configured
	@cmake --build $(ASAN) -j $(JOBS)
	@DDICHECK_BLESS=1 ctest --test-dir $(ASAN) --output-on-failure -j $(JOBS)

format:
	@command -v clang-format-19 >/dev/null || { echo "make format needs clang-format-19 (apt-get install clang-format-19)"; exit 1; }
	@git ls-files 'analyzer/*.[ch]' 'reports/*.[ch]' 'tests/*.[ch]' 'fuzz/*.[ch]' | grep -v '^tests/data/' | xargs clang-format-19 -i

install: all
	@cmake --install $(BUILD)

clean:
	@rm -rf $(BUILD) $(ASAN)
