"""Pure time: spans under uncertainty, their relations, and exact answers (floor 1). Knows no exercise."""
