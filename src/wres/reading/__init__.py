"""From files that people type to counts, with every fault named."""
