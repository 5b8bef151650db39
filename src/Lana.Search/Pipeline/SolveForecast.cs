namespace Lana.Pipeline;

/// <summary>The expected duration of the integer program, measured by solving one of the same size with invented
/// scores.</summary>
internal static class SolveForecast
{
    private const string Cost = "cost";

    /// <summary>Returns the seconds of a call for all solutions and of one for a single solution, and the number of
    /// solutions.</summary>
    public static (double All, double One, int Solutions) Measure(
        ForecastInputs inputs, IReadOnlyList<Candidate> candidates, double share)
    {
        var problem = Problem(inputs, candidates, share);
        var selector = inputs.Parts.Selector;
        var started = inputs.Time.GetTimestamp();
        var found = selector.Select(problem, null, null, inputs.CancellationToken);
        var all = inputs.Time.GetElapsedTime(started);
        started = inputs.Time.GetTimestamp();
        selector.Select(problem, new SelectionOptions { Solutions = 1 }, null, inputs.CancellationToken);
        var one = inputs.Time.GetElapsedTime(started);
        inputs.CancellationToken.ThrowIfCancellationRequested();
        return (all.TotalSeconds, one.TotalSeconds, Math.Max(1, found.Solutions.Count));
    }

    private static SelectionProblem Problem(ForecastInputs inputs, IReadOnlyList<Candidate> candidates, double share)
    {
        var random = new SplitMix64(inputs.Options.Seed);
        var own = candidates.Where(candidate => candidate.IsTeacher)
            .ToDictionary(candidate => candidate.Layer.Index, inputs.Cost);
        var known = candidates.Where(candidate => inputs.Cost(candidate) < double.MaxValue).ToList();
        var scores = new List<ScoreEntry>();
        foreach (var candidate in known)
        {
            // Operations that save more latency usually cost more accuracy.
            var saved = 1.0 - (inputs.Cost(candidate) / Math.Max(double.Epsilon, own[candidate.Layer.Index]));
            scores.Add(new ScoreEntry(
                candidate.Key, candidate.IsTeacher ? 0.0 : Math.Max(0.0, saved) * (0.5 + random.NextDouble())));
        }

        var costs = known.ConvertAll(candidate => new CostEntry(candidate.Key, inputs.Cost(candidate)));
        return SelectionProblem.Create()
            .Scores(new ScoreTable("invented", "a forecast", scores))
            .Cost(Cost, new CostTable("units", "a forecast", costs, Math.Max(0.0, inputs.TeacherCost - own.Values.Sum())))
            .Limit(Cost, maximum: share * inputs.TeacherCost)
            .Build();
    }
}
