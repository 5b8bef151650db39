"""Exports torchvision's efficientnet_b0 with random weights, as PyTorch exports it.

    /usr/bin/python3 benchmarks/scripts/torchvision_efficientnet.py efficientnet_b0.onnx

Needs Debian's python3-torch, python3-torchvision and python3-onnx. Times do not depend on the weights, but batch norms
with statistics of their own keep the numbers away from zero and from infinity.
"""

import sys

import torch
import torchvision


def main(path):
    torch.manual_seed(0)
    network = torchvision.models.efficientnet_b0()
    with torch.no_grad():
        network.train()
        for _ in range(3):
            network(torch.randn(8, 3, 224, 224))
    network.eval()
    torch.onnx.export(
        network,
        torch.randn(1, 3, 224, 224),
        path,
        opset_version=17,
        input_names=["input"],
        output_names=["output"],
        do_constant_folding=True,
    )
    print(f"torch {torch.__version__}, torchvision {torchvision.__version__}: {path}")


if __name__ == "__main__":
    main(sys.argv[1])
