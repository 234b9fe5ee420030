"""The router: a small ONNX model that reads a draft's step and says how likely the target's would be better.

`features` turns a step into numbers, `scoring` runs the model; `collect`, `train` and `calibrate` make
one for a pair, with `rows` between them. Importing this package imports none of them: only `scoring`
needs onnxruntime, only `collect` an engine, only `train` scikit-learn.
"""
