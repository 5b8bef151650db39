namespace Lana.Pipeline;

/// <summary>Logs operations of the search space that cannot be chosen, and why.</summary>
internal sealed class LeftOutOperations(ILogger logger)
{
    private const int MaxExamples = 5;

    /// <summary>Logs the operations that fit no layer.</summary>
    public void LogUnplaced(ISearchSpace searchSpace, NetworkDefinition teacher)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var placed = teacher.Layers.SelectMany(searchSpace.For).Select(operation => operation.Name).ToHashSet();
        var unplaced = searchSpace.Operations.Where(operation => !placed.Contains(operation.Name)).ToList();
        if (unplaced.Count > 0)
        {
            var layer = teacher.Layers[0];
            SearchLog.FitsNowhere(logger, unplaced.Count, searchSpace.Operations.Count, Few(unplaced.Select(operation =>
                $"{operation.Name} (in {layer.Name}: {operation.Obstacle(layer) ?? "it was left out"})")));
        }
    }

    /// <summary>Logs the operations without trained weights.</summary>
    public void LogUntrained(string stage, int candidates, TrainedCandidates trained)
    {
        var failed = trained.Entries.Where(entry => !entry.IsTrained).ToList();
        if (failed.Count > 0)
        {
            SearchLog.LeftOut(
                logger, stage, failed.Count, candidates, Few(failed.Select(entry => $"{entry.Key}: {entry.Failure}")));
        }
    }

    /// <summary>Logs the operations without a finite score.</summary>
    public void LogUnscored(string stage, IReadOnlyList<Candidate> candidates, ScoreTable scores)
    {
        var unscored = candidates.Where(candidate => !candidate.IsTeacher)
            .Where(candidate => !scores.TryGet(candidate.Key, out var score) || !double.IsFinite(score))
            .Select(candidate => scores.TryGet(candidate.Key, out var score)
                ? $"{candidate.Key}: its score is {score.ToString(CultureInfo.InvariantCulture)}"
                : $"{candidate.Key}: it has no score")
            .ToList();
        if (unscored.Count > 0)
        {
            SearchLog.LeftOut(logger, stage, unscored.Count, candidates.Count, Few(unscored));
        }
    }

    private static string Few(IEnumerable<string> examples) => Shortened.List(examples, MaxExamples);
}
