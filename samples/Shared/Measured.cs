namespace Samples;

/// <summary>One row of the result: the quality and the cost of a network.</summary>
/// <param name="Accuracy">Top-1 on the test images, 0 to 1, by ONNX Runtime.</param>
/// <param name="LatencyMs">Median of one image on one thread in ONNX Runtime, in milliseconds.</param>
/// <param name="Parameters">The number of trainable parameters.</param>
/// <param name="Macs">Multiply-accumulates per image.</param>
internal sealed record Measured(double Accuracy, double LatencyMs, long Parameters, long Macs);
