"""Make the models: the only importer of torch, transformers and sentence-transformers; nothing that serves imports it."""
