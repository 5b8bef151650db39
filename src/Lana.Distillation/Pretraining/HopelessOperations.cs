using System.Globalization;
using Lana.Candidates;
using Lana.Pool;
using Lana.Storage;

namespace Lana.Pretraining;

/// <summary>Which operations cannot be worth choosing, by a table of costs.</summary>
/// <remarks>LANA trains all (section 3.2); no operation of its pool beats the teacher's own layer in accuracy, so one
/// that is not faster than it can never be chosen.</remarks>
internal sealed class HopelessOperations(CostTable costs, double margin)
{
    private readonly string _fingerprint = ContentHash.Of(
        string.Create(CultureInfo.InvariantCulture, $"hopeless {margin:R}"),
        string.Join('\n', costs.Entries.Select(entry => string.Create(
            CultureInfo.InvariantCulture, $"{entry.Layer} {entry.Operation} {entry.Cost:R}"))));

    /// <summary>What a dropped operation is recorded by: by another table it may have hope.</summary>
    public string RecipeOf(string recipe) => ContentHash.Of(recipe, _fingerprint);

    /// <summary>Why an operation need not be trained at all, or null.</summary>
    public string? Reason(CandidateJob job) =>
        costs.TryGet(job.Layer.Name, TeacherOperation.Instance.Name, out var own)
        && costs.TryGet(job.Layer.Name, job.Operation.Name, out var cost)
        && cost >= own
            ? Text($"Dropped: at {cost:G4} {costs.Unit} it is not faster than the teacher's layer ({own:G4} {costs.Unit}).")
            : null;

    /// <summary>Drops what is slower and worse by the margin than another of the same layer.</summary>
    public void DropDominated(IReadOnlyList<Trainee> trainees)
    {
        // Judged all at once, so that the order does not matter.
        var verdicts = trainees
            .Where(trainee => trainee.IsActive)
            .GroupBy(trainee => trainee.Job.Layer.Index)
            .SelectMany(layer => layer.Select(trainee => (Trainee: trainee, Better: Dominating(trainee, [.. layer]))))
            .Where(pair => pair.Better is not null)
            .ToList();
        foreach (var (trainee, better) in verdicts)
        {
            trainee.Drop(
                Text($"Dropped: slower than '{better!.Job.Operation}' and worse, {trainee.EarlyLoss:G4} against ") +
                Text($"{better.EarlyLoss:G4} after a quarter of its steps."),
                RecipeOf(trainee.Entry.Recipe));
        }
    }

    private Trainee? Dominating(Trainee trainee, IReadOnlyList<Trainee> others) =>
        costs.TryGet(trainee.Job.Layer.Name, trainee.Job.Operation.Name, out var cost)
            ? others
                .Where(other => costs.TryGet(other.Job.Layer.Name, other.Job.Operation.Name, out var lower)
                    && lower < cost
                    && other.EarlyLoss * (1.0 + margin) < trainee.EarlyLoss)
                .MinBy(other => other.EarlyLoss)
            : null;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
