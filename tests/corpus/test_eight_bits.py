"""Products of eight bits, added up on whichever processor this is."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from corpus.onnx_embedding import opened

WIDTH = 64


def test_products_of_eight_bits_do_not_run_over(tmp_path: Path) -> None:
    """The largest there are: two of them are more than sixteen bits hold, in which AVX2 would add them up."""
    weights = np.full((WIDTH, WIDTH), 127, dtype=np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["given", "weights"], ["sums"])],
        "sums of products",
        [helper.make_tensor_value_info("given", TensorProto.UINT8, [1, WIDTH])],
        [helper.make_tensor_value_info("sums", TensorProto.INT32, [1, WIDTH])],
        [onnx.numpy_helper.from_array(weights, "weights")],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), tmp_path / "m.onnx")
    (sums,) = opened(tmp_path / "m.onnx").run(None, {"given": np.full((1, WIDTH), 255, dtype=np.uint8)})
    assert sums.tolist() == [[255 * 127 * WIDTH] * WIDTH]
