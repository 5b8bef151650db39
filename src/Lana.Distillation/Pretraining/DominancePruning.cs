namespace Lana.Pretraining;

/// <summary>Finds candidates that are dominated, in cost and loss, by another candidate of the same layer.</summary>
/// <remarks>LANA trains all candidates (section 3.2); no operation of its pool is more accurate than the teacher's own
/// layer, so an operation that is not faster than the layer is never chosen.</remarks>
internal sealed class DominancePruning(CostTable costs, double margin)
{
    private readonly string _fingerprint = ContentHash.Of(
        nameof(DominancePruning), Text($"{margin:R}"), OptionsFingerprint.Of(costs.Entries));

    /// <summary>The fingerprint of a dropped candidate: with another table or margin it is reconsidered.</summary>
    public string FingerprintOf(string fingerprint) => ContentHash.Of(fingerprint, _fingerprint);

    /// <summary>Returns the reason why a candidate need not be trained at all, or null.</summary>
    public string? Reason(Candidate candidate) =>
        costs.TryGet(new(candidate.Layer.Name, TeacherOperation.OperationName), out var own)
        && costs.TryGet(candidate.Key, out var cost)
        && cost >= own
            ? Text($"Dropped: at {cost:G4} {costs.Unit} it is not faster than the teacher's layer ") +
                Text($"({own:G4} {costs.Unit}).")
            : null;

    /// <summary>Drops candidates that are slower, and worse by the margin, than another of the same layer.</summary>
    public void DropDominated(IReadOnlyList<CandidateTraining> trainings)
    {
        // All are compared before any is dropped, so that the order does not matter.
        var dominated = trainings
            .Where(training => training.IsActive)
            .GroupBy(training => training.Candidate.Layer.Index)
            .SelectMany(layer => layer.Select(training => (Training: training, Better: Dominating(training, layer))))
            .Where(pair => pair.Better is not null)
            .ToList();
        foreach (var (training, better) in dominated)
        {
            training.Drop(
                Text($"Dropped: slower than '{better!.Candidate.Operation}' and worse, ") +
                Text($"{training.EarlyLoss:G4} against {better.EarlyLoss:G4} after a quarter of its steps."),
                FingerprintOf(training.Entry.Fingerprint));
        }
    }

    private CandidateTraining? Dominating(CandidateTraining training, IEnumerable<CandidateTraining> others) =>
        costs.TryGet(training.Candidate.Key, out var cost)
            ? others
                .Where(other => costs.TryGet(other.Candidate.Key, out var lower)
                    && lower < cost
                    && other.EarlyLoss * (1.0 + margin) < training.EarlyLoss)
                .MinBy(other => other.EarlyLoss)
            : null;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
