using Lana.FineTuning;
using Lana.Native;
using Lana.Objectives;
using Lana.Ranking;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>Runs a batch of each data source through teacher and objectives, and looks at the search space, before anything
/// is measured or written.</summary>
internal sealed class Preflight(AccelerationParts parts, Network teacher, TrainingData data)
{
    private const int MaxExamples = 64;
    private const int MaxReasons = 5;

    private readonly List<string> _problems = [];
    private Exception? _cause;

    /// <summary>Checks everything.</summary>
    /// <exception cref="PreflightException">There are problems; the message has all of them.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        await TorchThread.RunAsync(0, () =>
        {
            Check("training data", data.Train, OnTrainingData(), cancellationToken);
            if (data.HeldOut is { } heldOut)
            {
                Check("held-out data", heldOut, OnHeldOutData(), cancellationToken);
            }

            return true;
        }).ConfigureAwait(false);
        CheckSearchSpace();
        if (_problems.Count > 0)
        {
            throw new PreflightException(_problems, _cause);
        }
    }

    private void Check(
        string what, IBatchSource source, IEnumerable<ITrainingObjective> objectives, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var gradients = TorchSharp.torch.no_grad();
            using var batch = source.ReadChecked(Spread(source.Count));
            var outputs = teacher.Run(batch.Images);
            if (!outputs.isfinite().all().item<bool>())
            {
                _problems.Add($"{what}: the teacher '{teacher.Name}' gives outputs that are not finite (NaN or infinite).");
                return;
            }

            foreach (var objective in objectives.DistinctBy(objective => objective.Fingerprint))
            {
                objective.Loss(outputs, batch.Labels).Dispose();
            }
        }
        catch (Exception cause) when (cause is LanaException or InvalidOperationException)
        {
            // Kept, not swallowed: all problems are thrown together.
            _problems.Add($"{what}: {cause.Message}");
            _cause ??= cause;
        }
    }

    private void CheckSearchSpace()
    {
        var layers = teacher.Definition.Layers;
        var operations = parts.SearchSpace.Operations.Where(operation => operation.Name != Operation.TeacherName).ToList();
        if (layers.Any(layer => parts.SearchSpace.For(layer).Any(operation => operation.Name != Operation.TeacherName)))
        {
            return;
        }

        var reasons =
            from layer in layers
            from operation in operations
            group layer.Name by (operation.Name, Reason: operation.Obstacle(layer) ?? "it was left out") into place
            select $"{place.Key.Name} in {string.Join(", ", place.Take(3))}{(place.Count() > 3 ? ", …" : "")}: {place.Key.Reason}";
        _problems.Add(
            $"search space: no operation can take the place of any of the {layers.Length} layers of '{teacher.Name}'. " +
            $"{string.Join("; ", reasons.Take(MaxReasons))}.");
    }

    // Over the whole source: folders give their examples class by class.
    private static int[] Spread(int count)
    {
        var examples = Math.Min(MaxExamples, count);
        return [.. Enumerable.Range(0, examples).Select(index => (int)((long)index * (count - 1) / Math.Max(1, examples - 1)))];
    }

    private IEnumerable<ITrainingObjective> OnTrainingData()
    {
        if (parts.Scorer is CandidateScorer { Options.Kind: ScoreKind.LossChange } scorer)
        {
            yield return scorer.Objective;
        }

        if (parts.Ranker is NetworkRanker ranker)
        {
            yield return ranker.Objective;
        }

        if (parts.FineTuner is FineTuner { IsOff: false, Options.DistillationWeight: < 1.0 } tuner)
        {
            yield return tuner.Objective;
        }
    }

    private IEnumerable<ITrainingObjective> OnHeldOutData()
    {
        if (parts.FineTuner is FineTuner { IsOff: false } tuner)
        {
            yield return tuner.Objective;
        }
    }
}
