namespace Lana.Benchmarks.Latency;

/// <summary>The same teacher, search space, scores and budget on two runtimes: two tables, two selections, four
/// measurements. Of several budgets the first at which one selection is wrong for the other runtime.</summary>
/// <param name="Budget">The share of the teacher's latency, of each runtime's own.</param>
/// <param name="Kendall">The mean over the layers of Kendall's τ between both tables' operations.</param>
/// <param name="PairsOrderedOtherwise">The share of pairs of operations of one layer that the runtimes order
/// otherwise.</param>
/// <param name="Largest">The pair of operations in one layer that the runtimes disagree on most.</param>
/// <param name="ForOnnxRuntime">What was selected for ONNX Runtime.</param>
/// <param name="ForTorch">What was selected for TorchSharp.</param>
/// <param name="OnnxSelectionIsWrongOnTorch">Whether the selection for ONNX Runtime misses the budget in TorchSharp, or
/// keeps it with a worse score than the selection made for it.</param>
/// <param name="TorchSelectionIsWrongOnOnnx">The same the other way round.</param>
internal sealed record RuntimeReport(
    double Budget,
    double Kendall,
    double PairsOrderedOtherwise,
    string Largest,
    RuntimeSelection ForOnnxRuntime,
    RuntimeSelection ForTorch,
    bool OnnxSelectionIsWrongOnTorch,
    bool TorchSelectionIsWrongOnOnnx);
