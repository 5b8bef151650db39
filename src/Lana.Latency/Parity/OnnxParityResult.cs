namespace Lana.Parity;

/// <summary>The difference between ONNX Runtime and TorchSharp on one network.</summary>
/// <param name="MaxDifference">The largest absolute difference of two outputs.</param>
/// <param name="RelativeDifference">That difference as a share of the largest absolute output of TorchSharp.</param>
/// <param name="Tolerance">The relative difference that is allowed on this model.</param>
/// <param name="Outputs">The number of values that were compared.</param>
public sealed record OnnxParityResult(double MaxDifference, double RelativeDifference, double Tolerance, int Outputs);
