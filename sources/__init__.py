"""The tables from which shipped dossiers are built, and the scripts that build them."""
