namespace Lana.Benchmarks.Latency;

/// <summary>The selection for one runtime, and its latency in both.</summary>
/// <param name="Runtime">The runtime whose table was used for the selection.</param>
/// <param name="Operations">One operation per layer.</param>
/// <param name="Score">The score of the selection, lower is better.</param>
/// <param name="ShareOnOnnxRuntime">Its latency in ONNX Runtime as a share of the teacher's there.</param>
/// <param name="ShareOnTorch">Its latency in TorchSharp as a share of the teacher's there.</param>
internal sealed record RuntimeSelection(
    string Runtime, IReadOnlyList<string> Operations, double Score, double ShareOnOnnxRuntime, double ShareOnTorch);
