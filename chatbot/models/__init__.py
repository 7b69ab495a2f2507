"""Run the trained models with onnxruntime, ctranslate2 and tokenizers; never torch."""
