namespace Lana.Benchmarks.Latency;

/// <summary>The same teacher, search space, scores and budget on two runtimes: two tables, two selections, four
/// measurements. Of several budgets, the first at which one selection is wrong for the other runtime is
/// reported.</summary>
/// <param name="Budget">The share of the teacher's latency in each runtime.</param>
/// <param name="Kendall">The mean over the layers of Kendall's τ between both tables' operations.</param>
/// <param name="PairsOrderedOtherwise">The share of pairs of operations of one layer that the runtimes order
/// differently.</param>
/// <param name="Largest">The pair of operations in one layer that the runtimes disagree on most.</param>
/// <param name="ForOnnxRuntime">The selection for ONNX Runtime.</param>
/// <param name="ForTorch">The selection for TorchSharp.</param>
/// <param name="OnnxSelectionIsWrongOnTorch">True if the selection for ONNX Runtime misses the budget in TorchSharp, or
/// meets it with a worse score than the selection for TorchSharp.</param>
/// <param name="TorchSelectionIsWrongOnOnnx">The same with the runtimes exchanged.</param>
internal sealed record RuntimeReport(
    double Budget,
    double Kendall,
    double PairsOrderedOtherwise,
    string Largest,
    RuntimeSelection ForOnnxRuntime,
    RuntimeSelection ForTorch,
    bool OnnxSelectionIsWrongOnTorch,
    bool TorchSelectionIsWrongOnOnnx);
