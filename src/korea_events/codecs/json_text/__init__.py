"""JSON as text: strict reading, diagnosis of what is wrong, canonical writing, paths and limits."""
