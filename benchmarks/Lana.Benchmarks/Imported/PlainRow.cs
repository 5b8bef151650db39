using Lana.Scoring;

namespace Lana.Benchmarks.Imported;

/// <summary>The plain baseline of a row: layers left out evenly, fine-tuned for as many epochs.</summary>
/// <param name="Share">Its latency as a share of the teacher's.</param>
/// <param name="Accuracy">Its accuracy in the evaluation, 0 to 1; null if only outputs are compared.</param>
/// <param name="Outputs">The agreement of each output on held-out images.</param>
/// <param name="Seconds">The duration in seconds.</param>
/// <param name="Operations">The operation in each layer.</param>
internal sealed record PlainRow(
    double Share,
    double? Accuracy,
    IReadOnlyList<OutputAgreement> Outputs,
    double Seconds,
    IReadOnlyList<string> Operations);
