namespace Lana.Pipeline;

/// <summary>The choice of candidates that represents the student before it is known.</summary>
internal static class StandInStudent
{
    private const int Draws = 500;

    /// <summary>Returns the random choice whose cost is nearest to a share of the teacher's.</summary>
    /// <param name="inputs">Provides the costs.</param>
    /// <param name="candidates">At least the teacher's own operation in each layer.</param>
    /// <param name="share">The share of the teacher's cost.</param>
    /// <returns>One candidate for each layer.</returns>
    public static IReadOnlyList<Candidate> Choose(
        ForecastInputs inputs, IReadOnlyList<Candidate> candidates, double share)
    {
        var layers = candidates.GroupBy(candidate => candidate.Layer.Index).Select(layer => layer.ToArray()).ToList();
        var constant = inputs.TeacherCost - layers.Sum(layer => inputs.Cost(layer.First(candidate => candidate.IsTeacher)));
        var random = new SplitMix64(inputs.Options.Seed);
        IReadOnlyList<Candidate> best = [];
        var least = double.PositiveInfinity;
        for (var draw = 0; draw < Draws; draw++)
        {
            var drawn = Draw(layers, ref random);
            var distance = Math.Abs(constant + drawn.Sum(inputs.Cost) - (share * inputs.TeacherCost));
            if (distance < least)
            {
                (best, least) = (drawn, distance);
            }
        }

        return best;
    }

    private static List<Candidate> Draw(List<Candidate[]> layers, ref SplitMix64 random)
    {
        var kept = random.NextDouble();
        var drawn = new List<Candidate>();
        foreach (var layer in layers)
        {
            drawn.Add(random.NextDouble() < kept
                ? layer.First(candidate => candidate.IsTeacher)
                : layer[random.NextInt(layer.Length)]);
        }

        return drawn;
    }
}
