namespace Lana.Pipeline;

/// <summary>What a stage costs that does the same for many candidates.</summary>
/// <param name="SharedSeconds">The seconds that do not depend on the number of candidates: the teacher's.</param>
/// <param name="SecondsPerWork">The seconds for a unit of a candidate's work.</param>
internal readonly record struct StageCost(double SharedSeconds, double SecondsPerWork)
{
    /// <summary>The cost from that of a sample.</summary>
    /// <param name="seconds">The seconds of the sample, <paramref name="shared"/> included.</param>
    /// <param name="shared">The seconds that do not depend on the number of candidates; at most half of the sample's.</param>
    /// <param name="work">The work of the sample.</param>
    public static StageCost Of(double seconds, double shared, double work)
    {
        var once = Math.Min(shared, seconds / 2.0);
        return new StageCost(once, (seconds - once) / work);
    }

    /// <summary>The seconds of candidates of so much work in one go.</summary>
    public double Seconds(double work) => SharedSeconds + (SecondsPerWork * work);

    public static StageCost operator *(double factor, StageCost cost) =>
        new(factor * cost.SharedSeconds, factor * cost.SecondsPerWork);
}
